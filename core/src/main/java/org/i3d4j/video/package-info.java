/** What videos are made of, in memory: frames, clips, batches of clips, which frames a clip takes, and limits on what files may claim. Nothing here or in the rooms below knows labels; {@code reading} is where a file becomes frames. */
@NullMarked
package org.i3d4j.video;

import org.jspecify.annotations.NullMarked;
