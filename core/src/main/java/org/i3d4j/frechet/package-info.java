/** The Fréchet distance between sets of videos, FVD: their features, the statistics of these, and how far they are apart. */
@NullMarked
package org.i3d4j.frechet;

import org.jspecify.annotations.NullMarked;
