/** Clips for training, read over and over; may use {@code measure}. */
@NullMarked
package org.i3d4j.bench.read;

import org.jspecify.annotations.NullMarked;
