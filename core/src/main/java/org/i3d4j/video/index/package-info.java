/**
 * What the packets of a video tell about its frames without being decoded: how many there are, in which order they are
 * shown, where decoding has to begin. For {@code org.i3d4j.video} only.
 */
@NullMarked
package org.i3d4j.video.index;

import org.jspecify.annotations.NullMarked;
