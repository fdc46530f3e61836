/** {@code i3d bench}: one class per command, and what they have in common. */
@NullMarked
package org.i3d4j.cli.bench;

import org.jspecify.annotations.NullMarked;
