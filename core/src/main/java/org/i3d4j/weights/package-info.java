/** Names and tensors: what a checkpoint holds, and the formats it is stored in. */
@NullMarked
package org.i3d4j.weights;

import org.jspecify.annotations.NullMarked;
