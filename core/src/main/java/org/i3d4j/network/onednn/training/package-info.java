/** Forward and backward passes of training as one plan, with batch statistics and gradients. */
@NullMarked
package org.i3d4j.network.onednn.training;

import org.jspecify.annotations.NullMarked;
