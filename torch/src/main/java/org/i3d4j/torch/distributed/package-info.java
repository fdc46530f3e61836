/** Training by several processes: what each is told, and who starts and ends them. */
@NullMarked
package org.i3d4j.torch.distributed;

import org.jspecify.annotations.NullMarked;
