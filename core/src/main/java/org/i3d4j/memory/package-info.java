/** How much memory there is, asked before much of it is taken. */
@NullMarked
package org.i3d4j.memory;

import org.jspecify.annotations.NullMarked;
