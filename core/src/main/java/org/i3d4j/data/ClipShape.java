package org.i3d4j.data;

import org.i3d4j.video.ClipBatch;

/** Shape of one clip of a batch. */
record ClipShape(int channels, int frames, int height, int width) {
    static ClipShape of(ClipBatch batch) {
        return new ClipShape(batch.channels(), batch.frames(), batch.height(), batch.width());
    }

    /** As {@code CxTxHxW}. */
    @Override
    public String toString() {
        return channels + "x" + frames + "x" + height + "x" + width;
    }
}
