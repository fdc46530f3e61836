/** The process that commands share: signals, where it is installed, the session of one call. */
@NullMarked
package org.i3d4j.cli.process;

import org.jspecify.annotations.NullMarked;
