/** What the bytes at the head of files and packets say where FFmpeg does not. For {@code org.i3d4j.video} only. */
@NullMarked
package org.i3d4j.video.header;

import org.jspecify.annotations.NullMarked;
