package org.i3d4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.i3d4j.video.transform.ClipView;
import org.i3d4j.video.transform.TransformChain;

/** Reads the clips of one video after the other into batches; one per worker, which keeps its scratch memory. */
final class SampleReader implements AutoCloseable {
    private final FrameSource source;
    private final FrameSampler sampler;
    private final TransformChain chain;
    private final DamageWarnings warnings;
    private final List<Clip> scratch = new ArrayList<>();

    SampleReader(FrameSource source, FrameSampler sampler, TransformChain chain, DamageWarnings warnings) {
        this.source = source;
        this.sampler = sampler;
        this.chain = chain;
        this.warnings = warnings;
    }

    /** One clip: where its frames lie, and what to cut out of them. */
    record Decoded(Clip frames, int firstFrame, int frameCount, List<ClipView> views) {
        ClipShape shape() {
            ClipGeometry geometry = views.get(0).geometry();
            return new ClipShape(frames.channels(), frameCount, geometry.height(), geometry.width());
        }
    }

    /** Frames of one or more clips, of which the rows are there that their views see. */
    private record RowsRead(Clip frames, SeenRows seen) {
        Decoded clip(int firstFrame, int frameCount, List<ClipView> views) {
            return new Decoded(
                    frames,
                    firstFrame,
                    frameCount,
                    views.stream().map(seen::within).toList());
        }
    }

    /**
     * Reads a video into its rows of the batch, clip by clip, the views of a clip side by side; or marks it as skipped
     * there if it can't be read or is too small for the transforms; or does neither if the read was given up meanwhile.
     *
     * @throws ShapeException if its clips have another shape than the batch
     */
    void read(Path file, RandomGenerator random, Reading reading) {
        List<Decoded> decoded;
        try {
            decoded = decode(file, random);
        } catch (VideoException | ShapeException e) {
            if (reading.claim()) {
                reading.batch().skip(reading.position(), new SkippedVideo(file, String.valueOf(e.getMessage())));
            }
            return;
        }
        if (reading.claim()) {
            write(decoded, file, reading.batch(), reading.batch().row(reading.position()));
        }
    }

    private void write(List<Decoded> decoded, Path file, BatchAssembly batch, int firstRow) {
        int row = firstRow;
        for (Decoded clip : decoded) {
            row = write(clip, batch.clips(clip.shape(), file), row);
        }
    }

    /** Writes the views of a clip to {@code row} and those behind it; returns the row after the last. */
    int write(Decoded clip, ClipBatch into, int row) {
        int next = row;
        for (ClipView view : clip.views()) {
            chain.write(clip.frames(), clip.firstFrame(), view, into, next);
            next++;
        }
        return next;
    }

    private List<Decoded> decode(Path file, RandomGenerator random) {
        try (OpenVideo video = source.open(file)) {
            List<Decoded> decoded = decode(video, random);
            warnings.check(file, video);
            return decoded;
        }
    }

    /** The clips of a video; valid until the next one is decoded. */
    List<Decoded> decode(OpenVideo video, RandomGenerator random) {
        List<int[]> clips = sampler.sample(video.frameCount(), video::frameSeconds, random);
        List<List<ClipView>> views = Stream.generate(() -> chain.views(video.width(), video.height(), random))
                .limit(clips.size())
                .toList();
        ClipGeometry first = views.get(0).get(0).geometry();
        boolean alike = views.stream().allMatch(clip -> clip.get(0).geometry().readsLike(first));
        return alike ? decodeTogether(video, clips, views) : decodeEach(video, clips, views);
    }

    /** In one pass, since clips may share frames. */
    private List<Decoded> decodeTogether(OpenVideo video, List<int[]> clips, List<List<ClipView>> views) {
        int[] frames = clips.stream().flatMapToInt(IntStream::of).toArray();
        RowsRead read = read(video, frames, views.stream().flatMap(List::stream).toList(), 0);
        List<Decoded> decoded = new ArrayList<>();
        int firstFrame = 0;
        for (int clip = 0; clip < clips.size(); clip++) {
            decoded.add(read.clip(firstFrame, clips.get(clip).length, views.get(clip)));
            firstFrame += clips.get(clip).length;
        }
        return decoded;
    }

    /** In as many passes as clips, whose frames are scaled to different sizes. */
    private List<Decoded> decodeEach(OpenVideo video, List<int[]> clips, List<List<ClipView>> views) {
        List<Decoded> decoded = new ArrayList<>();
        for (int clip = 0; clip < clips.size(); clip++) {
            int[] frames = clips.get(clip);
            decoded.add(read(video, frames, views.get(clip), clip).clip(0, frames.length, views.get(clip)));
        }
        return decoded;
    }

    /** Reads the rows of the frames that any of the views sees. */
    private RowsRead read(OpenVideo video, int[] frames, List<ClipView> views, int scratchIndex) {
        SeenRows seen = SeenRows.of(views);
        Clip into = scratch(scratchIndex, frames.length, seen);
        video.readRows(frames, seen.rows(), into);
        return new RowsRead(into, seen);
    }

    /** Memory for the clip at {@code index}, at most one above those asked for before. */
    private Clip scratch(int index, int frames, SeenRows seen) {
        if (index < scratch.size()) {
            Optional<Clip> view = scratch.get(index).planarView(frames, seen.count(), seen.width());
            if (view.isPresent()) {
                return view.get();
            }
            scratch.remove(index).close();
        }
        Clip fresh = Clip.allocatePlanar(frames, seen.count(), seen.width());
        scratch.add(index, fresh);
        return fresh;
    }

    @Override
    public void close() {
        scratch.forEach(Clip::close);
        scratch.clear();
    }
}
