package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.data.FrameSource.OpenVideo;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.ClipGeometry;
import org.i3d4j.video.transform.TransformChain;
import org.jspecify.annotations.Nullable;

/** Reads the clips of one video after the other into batches; one per worker, which keeps its scratch memory. */
final class SampleReader implements AutoCloseable {
    private final FrameSource source;
    private final FrameSampler sampler;
    private final TransformChain chain;
    private @Nullable Clip scratch;

    SampleReader(FrameSource source, FrameSampler sampler, TransformChain chain) {
        this.source = source;
        this.sampler = sampler;
        this.chain = chain;
    }

    /** Frames of all clips of a video, one clip after the other, and what to cut out for each. */
    private record Decoded(Clip frames, List<ClipGeometry> geometries) {
        ClipShape shape(int framesPerClip) {
            ClipGeometry geometry = geometries.get(0);
            return new ClipShape(frames.channels(), framesPerClip, geometry.height(), geometry.width());
        }
    }

    /**
     * Reads a video into its rows of {@code batch}, or marks it as skipped there if it can't be read or is too small for
     * the transforms.
     *
     * @throws ShapeException if its clips have another shape than the batch
     */
    void read(Path file, RandomGenerator random, BatchAssembly batch, int position) {
        Decoded decoded;
        try {
            decoded = decode(file, random);
        } catch (VideoException | ShapeException e) {
            batch.skip(position, new SkippedVideo(file, String.valueOf(e.getMessage())));
            return;
        }
        ClipBatch into = batch.clips(decoded.shape(sampler.frames()), file);
        for (int clip = 0; clip < sampler.clips(); clip++) {
            int firstFrame = clip * sampler.frames();
            chain.write(decoded.frames(), firstFrame, decoded.geometries().get(clip), into, batch.row(position) + clip);
        }
    }

    private Decoded decode(Path file, RandomGenerator random) {
        try (OpenVideo video = source.open(file)) {
            List<int[]> clips = sampler.sample(video.frameCount(), random);
            List<ClipGeometry> geometries = Stream.generate(() -> chain.resolve(video.width(), video.height(), random))
                    .limit(clips.size())
                    .toList();
            int[] frames = clips.stream().flatMapToInt(IntStream::of).toArray();
            ClipGeometry scaled = geometries.get(0);
            Clip into = scratch(frames.length, scaled.resizedHeight(), scaled.resizedWidth());
            video.read(frames, into, scaled.interpolation());
            return new Decoded(into, geometries);
        }
    }

    private Clip scratch(int frames, int height, int width) {
        Clip kept = scratch;
        if (kept != null && kept.frames() == frames && kept.height() == height && kept.width() == width) {
            return kept;
        }
        close();
        Clip fresh = Clip.allocate(frames, height, width);
        scratch = fresh;
        return fresh;
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
    }
}
