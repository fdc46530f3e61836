/** Calibrating a model for 8-bit arithmetic, and measuring what that costs. */
@NullMarked
package org.i3d4j.quantize;

import org.jspecify.annotations.NullMarked;
