/** Optical flow of many videos, computed once into a folder. */
@NullMarked
package org.i3d4j.curate.flow;

import org.jspecify.annotations.NullMarked;
