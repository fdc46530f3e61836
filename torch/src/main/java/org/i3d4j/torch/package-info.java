/** The network on libtorch. */
@NullMarked
package org.i3d4j.torch;

import org.jspecify.annotations.NullMarked;
