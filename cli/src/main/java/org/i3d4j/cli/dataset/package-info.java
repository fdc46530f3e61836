/** {@code i3d dataset} and its commands. */
@NullMarked
package org.i3d4j.cli.dataset;

import org.jspecify.annotations.NullMarked;
