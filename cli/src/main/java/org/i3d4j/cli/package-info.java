/** The i3d command: one class per command. */
@NullMarked
package org.i3d4j.cli;

import org.jspecify.annotations.NullMarked;
