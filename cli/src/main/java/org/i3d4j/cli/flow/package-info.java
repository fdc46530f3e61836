/** {@code i3d flow}: optical flow of videos as files. */
@NullMarked
package org.i3d4j.cli.flow;

import org.jspecify.annotations.NullMarked;
