/** Classifying videos. */
@NullMarked
package org.i3d4j.predict;

import org.jspecify.annotations.NullMarked;
