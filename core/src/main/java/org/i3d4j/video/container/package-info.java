/** Opens files, bytes and streams with FFmpeg, and finds the stream of pictures in them. Knows neither frames nor pixels. */
@NullMarked
package org.i3d4j.video.container;

import org.jspecify.annotations.NullMarked;
