package org.i3d4j.data.clips;

import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;

/** Shape of one clip of a batch. */
public record ClipShape(int channels, int frames, int height, int width) {
    /** That of a batch's clips. */
    public static ClipShape of(ClipBatch batch) {
        return new ClipShape(batch.channels(), batch.frames(), batch.height(), batch.width());
    }

    /** Memory for so many clips, its contents undefined; the caller's to close. */
    public ClipBatch allocate(ClipType type, int clips) {
        return ClipBatch.allocate(type, clips, channels, frames, height, width);
    }

    /** As {@code CxTxHxW}. */
    @Override
    public String toString() {
        return channels + "x" + frames + "x" + height + "x" + width;
    }
}
