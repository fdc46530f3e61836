/** {@code i3d features}. */
@NullMarked
package org.i3d4j.cli.features;

import org.jspecify.annotations.NullMarked;
