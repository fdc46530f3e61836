package org.i3d4j.data.source;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.ResampledFrames;
import org.i3d4j.video.VideoLimits;

/**
 * A video at a constant frame rate.
 *
 * @param stored the video as it is
 * @param framesPerSecond above 0
 */
record ResampledVideo(VideoSource stored, double framesPerSecond) implements VideoSource {
    ResampledVideo {
        if (!(framesPerSecond > 0 && Double.isFinite(framesPerSecond))) {
            throw new VideoException(
                    stored.name() + ": " + framesPerSecond + " frames per second asked for; expected more than 0");
        }
    }

    @Override
    public String name() {
        return stored.name();
    }

    private ResampledFrames frames(OpenVideo open) {
        return new ResampledFrames(open.frameCount(), open::frameSeconds, framesPerSecond);
    }

    @Override
    public OpenVideo open(VideoLimits limits) {
        OpenVideo open = stored.open(limits);
        return new Open(open, frames(open), framesPerSecond);
    }

    /** The times are those of the index; the frames come in order, each decoded once. */
    @Override
    public FrameStream stream(VideoLimits limits) {
        int[] sources;
        try (OpenVideo open = stored.open(limits)) {
            ResampledFrames frames = frames(open);
            sources = IntStream.range(0, frames.count()).map(frames::source).toArray();
        }
        return new InOrder(stored.stream(limits), sources, framesPerSecond);
    }

    private record Open(OpenVideo stored, ResampledFrames frames, double framesPerSecond) implements OpenVideo {
        @Override
        public int frameCount() {
            return frames.count();
        }

        @Override
        public int width() {
            return stored.width();
        }

        @Override
        public int height() {
            return stored.height();
        }

        @Override
        public int channels() {
            return stored.channels();
        }

        @Override
        public double frameSeconds(int frame) {
            return frame / framesPerSecond;
        }

        @Override
        public OptionalDouble durationSeconds() {
            return stored.durationSeconds();
        }

        @Override
        public Optional<String> damage() {
            return stored.damage();
        }

        @Override
        public void readRows(int[] wanted, FrameRows rows, Clip into) {
            stored.readRows(Arrays.stream(wanted).map(frames::source).toArray(), rows, into);
        }

        @Override
        public void close() {
            stored.close();
        }
    }

    private static final class InOrder implements FrameStream {
        private final FrameStream stored;
        private final int[] sources;
        private final double framesPerSecond;
        private int frame = -1;
        private int storedFrame = -1;

        /** @param sources the stored frame of each, never falling */
        InOrder(FrameStream stored, int[] sources, double framesPerSecond) {
            this.stored = stored;
            this.sources = sources;
            this.framesPerSecond = framesPerSecond;
        }

        @Override
        public String name() {
            return stored.name();
        }

        @Override
        public int width() {
            return stored.width();
        }

        @Override
        public int height() {
            return stored.height();
        }

        @Override
        public int channels() {
            return stored.channels();
        }

        @Override
        public double frameRate() {
            return framesPerSecond;
        }

        @Override
        public long expectedFrames() {
            return sources.length;
        }

        @Override
        public boolean next() {
            frame++;
            while (frame < sources.length && storedFrame < sources[frame]) {
                if (!stored.next()) {
                    return false;
                }
                storedFrame++;
            }
            return frame < sources.length;
        }

        @Override
        public double seconds() {
            return frame / framesPerSecond;
        }

        @Override
        public double durationSeconds() {
            return 1 / framesPerSecond;
        }

        @Override
        public void readRows(FrameRows rows, Clip into, int place) {
            stored.readRows(rows, into, place);
        }

        @Override
        public Optional<String> damage() {
            return stored.damage();
        }

        @Override
        public void abort() {
            stored.abort();
        }

        @Override
        public void close() {
            stored.close();
        }
    }
}
