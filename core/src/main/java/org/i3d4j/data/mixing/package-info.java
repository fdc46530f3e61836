/** Batches whose videos are mixed: mixup and CutMix. */
@NullMarked
package org.i3d4j.data.mixing;

import org.jspecify.annotations.NullMarked;
