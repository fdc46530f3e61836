/** Training: the loop, its learning rates, its optimizers and its checkpoints. */
@NullMarked
package org.i3d4j.torch.train;

import org.jspecify.annotations.NullMarked;
