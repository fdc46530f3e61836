/** The launcher: starts the processes of a training on this machine, and all of them again when one fails. */
@NullMarked
package org.i3d4j.torch.distributed.launch;

import org.jspecify.annotations.NullMarked;
