package org.i3d4j.data.source;

import java.util.Optional;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;

/** The frames of an open video in order; owns it. */
final class IndexedStream implements FrameStream {
    private final String name;
    private final OpenVideo video;
    private final double frameRate;
    private int frame = -1;

    /** @param frameRate frames per second, which is constant */
    IndexedStream(String name, OpenVideo video, double frameRate) {
        this.name = name;
        this.video = video;
        this.frameRate = frameRate;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int width() {
        return video.width();
    }

    @Override
    public int height() {
        return video.height();
    }

    @Override
    public int channels() {
        return video.channels();
    }

    @Override
    public double frameRate() {
        return frameRate;
    }

    @Override
    public long expectedFrames() {
        return video.frameCount();
    }

    @Override
    public boolean next() {
        frame++;
        return frame < video.frameCount();
    }

    @Override
    public double seconds() {
        return video.frameSeconds(frame);
    }

    @Override
    public double durationSeconds() {
        return 1 / frameRate;
    }

    @Override
    public void readRows(FrameRows rows, Clip into, int place) {
        if (frame < 0 || frame >= video.frameCount()) {
            throw new IllegalStateException(name + ": there is no present frame");
        }
        video.readRows(new int[] {frame}, rows, into.oneFrame(place));
    }

    @Override
    public Optional<String> damage() {
        return video.damage();
    }

    /** Frames that are stored one by one are not waited for. */
    @Override
    public void abort() {}

    @Override
    public void close() {
        video.close();
    }
}
