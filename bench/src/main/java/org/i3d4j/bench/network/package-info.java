/** The network, a step of its training and single convolutions, ready to be timed on either engine; may use {@code measure}. */
@NullMarked
package org.i3d4j.bench.network;

import org.jspecify.annotations.NullMarked;
