/** {@code i3d eval}. */
@NullMarked
package org.i3d4j.cli.evaluate;

import org.jspecify.annotations.NullMarked;
