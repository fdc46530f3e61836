/** Videos without an end or a second look: cameras, network streams and pipes. */
@NullMarked
package org.i3d4j.video.live;

import org.jspecify.annotations.NullMarked;
