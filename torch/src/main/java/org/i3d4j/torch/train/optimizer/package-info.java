/** How weights change: optimizers, learning rates, groups and frozen parts, clipping and the average of weights. */
@NullMarked
package org.i3d4j.torch.train.optimizer;

import org.jspecify.annotations.NullMarked;
