/** What the machine has: memory, asked before much of it is taken, and a processor. */
@NullMarked
package org.i3d4j.memory;

import org.jspecify.annotations.NullMarked;
