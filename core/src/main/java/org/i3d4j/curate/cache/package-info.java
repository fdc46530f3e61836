/** Data sets decoded once, to be read again and again. */
@NullMarked
package org.i3d4j.curate.cache;

import org.jspecify.annotations.NullMarked;
