/** Options that several commands have, and how their values are read. */
@NullMarked
package org.i3d4j.cli.options;

import org.jspecify.annotations.NullMarked;
