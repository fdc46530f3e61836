/** The {@code i3d} command; its commands have a room for each group. */
@NullMarked
package org.i3d4j.cli;

import org.jspecify.annotations.NullMarked;
