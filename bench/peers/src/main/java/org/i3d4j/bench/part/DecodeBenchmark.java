package org.i3d4j.bench.part;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.i3d4j.video.Clip;
import org.i3d4j.video.reading.VideoReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading 64 consecutive frames from the middle of a video, as training does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {
    private static final int FRAMES = 64;

    private final TemporaryFile video = new TemporaryFile(".mp4");
    private final int[] frames = IntStream.range(FRAMES, 2 * FRAMES).toArray();
    private final Clip asDecoded = Clip.allocate(FRAMES, MovingPattern.HEIGHT, MovingPattern.WIDTH);
    private final Clip resized = Clip.allocate(FRAMES, 256, 256);

    public DecodeBenchmark() {
        MovingPattern.write(video.path(), 3 * FRAMES);
    }

    /** Counting frames and finding key frames alone. */
    @Benchmark
    public int open() {
        try (VideoReader reader = VideoReader.open(video.path())) {
            return reader.frameCount();
        }
    }

    @Benchmark
    public Clip readAsDecoded() {
        return read(asDecoded);
    }

    @Benchmark
    public Clip readResized() {
        return read(resized);
    }

    private Clip read(Clip clip) {
        try (VideoReader reader = VideoReader.open(video.path())) {
            reader.read(frames, clip);
            return clip;
        }
    }

    @TearDown
    public void close() {
        asDecoded.close();
        resized.close();
        video.close();
    }
}
