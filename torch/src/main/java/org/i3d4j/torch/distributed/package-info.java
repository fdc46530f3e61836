/** Training by several processes: what each is told, how they meet, and how their gradients become one. */
@NullMarked
package org.i3d4j.torch.distributed;

import org.jspecify.annotations.NullMarked;
