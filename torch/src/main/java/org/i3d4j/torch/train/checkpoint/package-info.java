/** The state of a training run, and its folder of checkpoints. Knows optimizers and listeners, not the loop. */
@NullMarked
package org.i3d4j.torch.train.checkpoint;

import org.jspecify.annotations.NullMarked;
