/** Commands on checkpoints: {@code convert}, {@code inflate}, {@code info}, {@code verify}, {@code quantize}. */
@NullMarked
package org.i3d4j.cli.model;

import org.jspecify.annotations.NullMarked;
