/** {@code i3d bench}: how fast this program is here. */
@NullMarked
package org.i3d4j.cli.bench;

import org.jspecify.annotations.NullMarked;
