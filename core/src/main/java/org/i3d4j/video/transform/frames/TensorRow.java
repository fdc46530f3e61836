package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.video.LevelWriter;

/** Carries one row of packed pixels at a time: one bulk read for all channels. */
final class TensorRow implements RowCarrier {
    private final ClipGeometry geometry;
    private final int channels;
    private final byte[] interleaved;

    /** A carrier of rows of {@code geometry}'s window, which keeps its size. */
    TensorRow(ClipGeometry geometry, int channels) {
        this.geometry = geometry;
        this.channels = channels;
        this.interleaved = new byte[geometry.width() * channels];
    }

    @Override
    public void carry(ByteBuffer frameHwc, int y, List<LevelWriter> planes) {
        int start = ((geometry.top() + y) * geometry.resizedWidth() + geometry.left()) * channels;
        frameHwc.get(start, interleaved);
        int step = geometry.flipped() ? -channels : channels;
        int first = geometry.flipped() ? interleaved.length - channels : 0;
        for (int channel = 0; channel < channels; channel++) {
            planes.get(channel).row(y, interleaved, first + channel, step);
        }
    }
}
