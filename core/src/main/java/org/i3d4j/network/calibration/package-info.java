/** How large the values of a network's feature maps get, counted, and the ranges for 8-bit arithmetic that follow. */
@NullMarked
package org.i3d4j.network.calibration;

import org.jspecify.annotations.NullMarked;
