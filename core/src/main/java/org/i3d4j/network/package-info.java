/** The network as its users see it: clips in, logits and endpoints out. */
@NullMarked
package org.i3d4j.network;

import org.jspecify.annotations.NullMarked;
