/** The network on oneDNN: evaluation on x86-64 CPUs, without libtorch, in float32, bfloat16 and 8-bit integers. */
@NullMarked
package org.i3d4j.network.onednn;

import org.jspecify.annotations.NullMarked;
