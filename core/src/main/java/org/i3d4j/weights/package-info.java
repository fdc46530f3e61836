/** Names and tensors: what a checkpoint holds. The rooms below are the formats it is stored in, and its names elsewhere. */
@NullMarked
package org.i3d4j.weights;

import org.jspecify.annotations.NullMarked;
