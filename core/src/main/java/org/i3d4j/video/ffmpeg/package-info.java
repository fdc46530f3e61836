/** How FFmpeg is spoken to, and its scaler, by frames that know no clip. For {@code org.i3d4j.video} only. */
@NullMarked
package org.i3d4j.video.ffmpeg;

import org.jspecify.annotations.NullMarked;
