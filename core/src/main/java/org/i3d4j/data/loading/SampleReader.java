package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.clips.ClipReader;
import org.i3d4j.data.clips.ClipReader.ReadClip;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.frames.ClipView;

/** Reads the clips of one video after the other into batches, their frames and transforms drawn; one per worker. */
final class SampleReader implements AutoCloseable {
    private final FrameSource source;
    private final FrameSampler sampler;
    private final TransformChain chain;
    private final DamageWarnings warnings;
    private final ClipReader reader;

    SampleReader(FrameSource source, FrameSampler sampler, TransformChain chain, DamageWarnings warnings) {
        this.source = source;
        this.sampler = sampler;
        this.chain = chain;
        this.warnings = warnings;
        this.reader = new ClipReader(chain);
    }

    /**
     * Reads a video into its rows of the batch, clip by clip, the views of a clip side by side; or marks it as skipped
     * there if it can't be read or is too small for the transforms; or does neither if the read was given up meanwhile.
     *
     * @throws ShapeException if its clips have another shape than the batch
     */
    void read(Path file, RandomGenerator random, Reading reading) {
        List<ReadClip> clips;
        try {
            clips = read(file, random);
        } catch (VideoException | ShapeException e) {
            if (reading.claim()) {
                reading.batch().skip(reading.position(), new SkippedVideo(file, String.valueOf(e.getMessage())));
            }
            return;
        }
        if (reading.claim()) {
            write(clips, file, reading.batch(), reading.batch().row(reading.position()));
        }
    }

    private void write(List<ReadClip> clips, Path file, BatchAssembly batch, int firstRow) {
        int row = firstRow;
        for (ReadClip clip : clips) {
            row = reader.write(clip, batch.clips(clip.shape(), file), row);
        }
    }

    private List<ReadClip> read(Path file, RandomGenerator random) {
        try (OpenVideo video = source.open(file)) {
            List<ReadClip> clips = sample(video, sampler, chain, random, reader);
            warnings.check(file, video);
            return clips;
        }
    }

    /** The clips that are drawn of a video; valid until {@code reader} reads the next ones. */
    static List<ReadClip> sample(
            OpenVideo video, FrameSampler sampler, TransformChain chain, RandomGenerator random, ClipReader reader) {
        List<int[]> clips = sampler.sample(video.frameCount(), video::frameSeconds, random);
        List<List<ClipView>> views = Stream.generate(() -> chain.views(video.width(), video.height(), random))
                .limit(clips.size())
                .toList();
        return reader.read(video, clips, views);
    }

    @Override
    public void close() {
        reader.close();
    }
}
