/** What a network makes of videos below its classes, window by window. */
@NullMarked
package org.i3d4j.features;

import org.jspecify.annotations.NullMarked;
