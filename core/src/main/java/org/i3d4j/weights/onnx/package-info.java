/** Writing the network as an ONNX model. */
@NullMarked
package org.i3d4j.weights.onnx;

import org.jspecify.annotations.NullMarked;
