/** Clips as the network gets them, for people to look at. */
@NullMarked
package org.i3d4j.curate.show;

import org.jspecify.annotations.NullMarked;
