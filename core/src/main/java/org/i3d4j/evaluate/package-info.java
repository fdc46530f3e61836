/** Measuring a network on a labelled data set. */
@NullMarked
package org.i3d4j.evaluate;

import org.jspecify.annotations.NullMarked;
