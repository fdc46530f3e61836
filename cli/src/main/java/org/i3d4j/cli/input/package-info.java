/** The files that a command is given, and its exit code where some of them fail. */
@NullMarked
package org.i3d4j.cli.input;

import org.jspecify.annotations.NullMarked;
