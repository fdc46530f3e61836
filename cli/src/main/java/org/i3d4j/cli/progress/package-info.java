/** How far a command is, for whoever waits. */
@NullMarked
package org.i3d4j.cli.progress;

import org.jspecify.annotations.NullMarked;
