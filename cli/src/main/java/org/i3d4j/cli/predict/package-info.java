/** {@code i3d predict} and {@code probe}, and how predictions are printed. */
@NullMarked
package org.i3d4j.cli.predict;

import org.jspecify.annotations.NullMarked;
