/** {@code i3d bench read}: clips for training, read over and over. */
@NullMarked
package org.i3d4j.cli.bench.read;

import org.jspecify.annotations.NullMarked;
