/** Where commands write for people and programs: standard output, standard error, the log. */
@NullMarked
package org.i3d4j.cli.output;

import org.jspecify.annotations.NullMarked;
