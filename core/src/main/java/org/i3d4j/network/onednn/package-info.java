/** The network on oneDNN: evaluation on x86-64 CPUs, without libtorch. */
@NullMarked
package org.i3d4j.network.onednn;

import org.jspecify.annotations.NullMarked;
