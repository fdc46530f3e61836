/** What several processes do together: sums, broadcasts, and gradients that become one. */
@NullMarked
package org.i3d4j.torch.distributed;

import org.jspecify.annotations.NullMarked;
