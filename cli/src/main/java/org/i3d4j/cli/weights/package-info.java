/** {@code i3d weights}: what others have published, and how it gets here. */
@NullMarked
package org.i3d4j.cli.weights;

import org.jspecify.annotations.NullMarked;
