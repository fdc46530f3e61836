package org.i3d4j.data.loading;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;

/** Made-up videos: frame f of video v is filled with 10 v + f. Video v is the file named v. */
final class FakeVideos implements FrameSource, VideoDataset {
    static final int FRAMES = 5;

    final Set<Integer> broken = ConcurrentHashMap.newKeySet();
    final Set<Integer> wide = ConcurrentHashMap.newKeySet();
    final Set<Integer> failing = ConcurrentHashMap.newKeySet();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    private final List<VideoSample> samples;

    FakeVideos(int count) {
        samples = IntStream.range(0, count)
                .mapToObj(video -> new VideoSample(Path.of(String.valueOf(video)), video % 4))
                .toList();
    }

    @Override
    public OpenVideo open(Path file) {
        int video = Integer.parseInt(file.toString());
        opened.incrementAndGet();
        if (failing.contains(video)) {
            throw new IllegalStateException("out of order");
        }
        open.incrementAndGet();
        return new FakeVideo(video);
    }

    private final class FakeVideo implements OpenVideo {
        private final int video;

        FakeVideo(int video) {
            this.video = video;
        }

        @Override
        public int frameCount() {
            return FRAMES;
        }

        @Override
        public int width() {
            return wide.contains(video) ? 6 : 4;
        }

        @Override
        public int height() {
            return 4;
        }

        @Override
        public double frameSeconds(int frame) {
            return frame / 25.0;
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            if (broken.contains(video)) {
                throw new VideoException(video + ": broken");
            }
            for (int i = 0; i < frames.length; i++) {
                ByteBuffer pixels = into.frame(i);
                while (pixels.hasRemaining()) {
                    pixels.put((byte) (10 * video + frames[i]));
                }
            }
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Override
    public ClassNames classNames() {
        return ClassNames.of(List.of("a", "b", "c", "d"));
    }

    @Override
    public List<VideoSample> samples() {
        return samples;
    }

    @Override
    public List<SkippedVideo> skipped() {
        return List.of();
    }

    @Override
    public Path source() {
        return Path.of("made up");
    }

    @Override
    public String description() {
        return "made up";
    }
}
