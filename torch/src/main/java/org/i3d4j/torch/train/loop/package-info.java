/** Epochs, steps and validations, and what ends them. Uses the rooms beside it; {@code Training} calls it. */
@NullMarked
package org.i3d4j.torch.train.loop;

import org.jspecify.annotations.NullMarked;
