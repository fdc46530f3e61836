/** {@code i3d train}, {@code launch} and {@code demo}, and what tells of a configuration: {@code config}, {@code plot}. */
@NullMarked
package org.i3d4j.cli.train;

import org.jspecify.annotations.NullMarked;
