/** {@code i3d bench}: one class per command, and the options that they share; what is timed is {@code org.i3d4j.bench}'s. */
@NullMarked
package org.i3d4j.cli.bench;

import org.jspecify.annotations.NullMarked;
