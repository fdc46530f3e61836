/** From the packets of a container to decoded frames, in the order in which they are shown. */
@NullMarked
package org.i3d4j.video.decoding;

import org.jspecify.annotations.NullMarked;
