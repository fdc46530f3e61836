/** The network described once as data; everything that needs it walks this table. */
@NullMarked
package org.i3d4j.architecture;

import org.jspecify.annotations.NullMarked;
