/** How the processes of a training find each other: what each is told, whom it meets where, and until when. */
@NullMarked
package org.i3d4j.torch.distributed.rendezvous;

import org.jspecify.annotations.NullMarked;
