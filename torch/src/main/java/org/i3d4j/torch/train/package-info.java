/** Training as a configuration describes it: {@link org.i3d4j.torch.train.Training} puts its rooms together. */
@NullMarked
package org.i3d4j.torch.train;

import org.jspecify.annotations.NullMarked;
