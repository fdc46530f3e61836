package org.i3d4j.bench.part;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoToTensor;
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

/** From 64 frames of 256x256 in uint8 to the float32 batch that a network takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TransformBenchmark {
    private static final int FRAMES = 64;
    private static final int SIDE = 256;
    private static final int CROP = 224;

    private final Clip source = Clip.allocate(FRAMES, SIDE, SIDE);
    private final ClipBatch batch = ClipBatch.allocate(1, 3, FRAMES, CROP, CROP);
    private final RandomGenerator random = new SplittableRandom(1);
    private final TransformChain evaluation = chain(new VideoCenterCrop(CROP, CROP));
    private final TransformChain training = chain(new VideoRandomCrop(CROP, CROP), new VideoRandomHorizontalFlip(0.5));

    private static TransformChain chain(Transform... transforms) {
        List<Transform> all = new ArrayList<>(List.of(transforms));
        all.add(new VideoToTensor());
        return new TransformChain(all);
    }

    @Benchmark
    public ClipBatch centerCrop() {
        return write(evaluation);
    }

    @Benchmark
    public ClipBatch randomCropAndFlip() {
        return write(training);
    }

    private ClipBatch write(TransformChain chain) {
        chain.write(source, 0, chain.views(SIDE, SIDE, random).get(0), batch, 0);
        return batch;
    }

    @TearDown
    public void close() {
        source.close();
        batch.close();
    }
}
