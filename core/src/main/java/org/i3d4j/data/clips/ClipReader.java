package org.i3d4j.data.clips;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/**
 * The way from a video to a batch: reads frames, of each the rows that views see, in planes, and writes the views of them. Keeps
 * its scratch memory from one video to the next. For one thread; the owner closes it.
 */
public final class ClipReader implements AutoCloseable {
    private final TransformChain chain;
    private final List<Clip> scratch = new ArrayList<>();

    /** A reader whose views are of {@code chain}. */
    public ClipReader(TransformChain chain) {
        this.chain = chain;
    }

    /** One clip that was read: where its frames lie, and what to cut out of them. */
    public record ReadClip(Clip frames, int firstFrame, int frameCount, List<ClipView> views) {
        public ReadClip {
            views = List.copyOf(views);
        }

        /** Of each of its views. */
        public ClipShape shape() {
            ClipGeometry geometry = views.get(0).geometry();
            return new ClipShape(frames.channels(), frameCount, geometry.height(), geometry.width());
        }
    }

    /** Frames of one or more clips, of which the rows are there that their views see. */
    private record RowsRead(Clip frames, SeenRows seen) {
        ReadClip clip(int firstFrame, int frameCount, List<ClipView> views) {
            return new ReadClip(
                    frames,
                    firstFrame,
                    frameCount,
                    views.stream().map(seen::within).toList());
        }
    }

    /**
     * Reads clips of a video.
     *
     * @param clips the frames of each, by index, at least one
     * @param views of each clip, at least one, which read the same frames
     * @return valid until the next ones are read
     * @throws org.i3d4j.error.VideoException if a frame can't be decoded
     */
    public List<ReadClip> read(OpenVideo video, List<int[]> clips, List<List<ClipView>> views) {
        ClipGeometry first = views.get(0).get(0).geometry();
        boolean alike = views.stream().allMatch(clip -> clip.get(0).geometry().readsLike(first));
        return alike ? readTogether(video, clips, views) : readEach(video, clips, views);
    }

    /** In one pass, since clips may share frames. */
    private List<ReadClip> readTogether(OpenVideo video, List<int[]> clips, List<List<ClipView>> views) {
        int[] frames = clips.stream().flatMapToInt(IntStream::of).toArray();
        RowsRead rows = rows(video, frames, views.stream().flatMap(List::stream).toList(), 0);
        List<ReadClip> read = new ArrayList<>();
        int firstFrame = 0;
        for (int clip = 0; clip < clips.size(); clip++) {
            read.add(rows.clip(firstFrame, clips.get(clip).length, views.get(clip)));
            firstFrame += clips.get(clip).length;
        }
        return read;
    }

    /** In as many passes as clips, whose frames are scaled to different sizes. */
    private List<ReadClip> readEach(OpenVideo video, List<int[]> clips, List<List<ClipView>> views) {
        List<ReadClip> read = new ArrayList<>();
        for (int clip = 0; clip < clips.size(); clip++) {
            int[] frames = clips.get(clip);
            read.add(rows(video, frames, views.get(clip), clip).clip(0, frames.length, views.get(clip)));
        }
        return read;
    }

    /** Reads the rows of the frames that any of the views sees. */
    private RowsRead rows(OpenVideo video, int[] frames, List<ClipView> views, int scratchIndex) {
        SeenRows seen = SeenRows.of(views);
        Clip into = scratch(scratchIndex, frames.length, seen, video.channels());
        video.readRows(frames, seen.rows(), into);
        return new RowsRead(into, seen);
    }

    /** Memory for the clip at {@code index}, at most one above those asked for before. */
    private Clip scratch(int index, int frames, SeenRows seen, int channels) {
        if (index < scratch.size()) {
            Optional<Clip> view = scratch.get(index).planarView(frames, seen.count(), seen.width(), channels);
            if (view.isPresent()) {
                return view.get();
            }
            scratch.remove(index).close();
        }
        Clip fresh = Clip.allocatePlanar(frames, seen.count(), seen.width(), channels);
        scratch.add(index, fresh);
        return fresh;
    }

    /**
     * Writes the views of a clip to {@code row} and those behind it.
     *
     * @return the row after the last
     * @throws ShapeException if the batch has clips of another shape
     */
    public int write(ReadClip clip, ClipBatch into, int row) {
        int next = row;
        for (ClipView view : clip.views()) {
            chain.write(clip.frames(), clip.firstFrame(), view, into, next);
            next++;
        }
        return next;
    }

    /** As {@link #batch(List, ClipType)}, of float32. */
    public ClipBatch batch(List<ReadClip> clips) {
        return batch(clips, ClipType.FLOAT32);
    }

    /**
     * All views of clips as a batch of their own, a row each, clip by clip; the caller's.
     *
     * @throws ShapeException if they differ in shape
     */
    public ClipBatch batch(List<ReadClip> clips, ClipType type) {
        Set<ClipShape> shapes = clips.stream().map(ReadClip::shape).collect(Collectors.toSet());
        if (shapes.size() > 1) {
            throw new ShapeException("its clips differ in shape (channels x frames x height x width): " + shapes);
        }
        ClipBatch batch = clips.get(0)
                .shape()
                .allocate(
                        type,
                        clips.stream().mapToInt(clip -> clip.views().size()).sum());
        try {
            int row = 0;
            for (ReadClip clip : clips) {
                row = write(clip, batch, row);
            }
            return batch;
        } catch (RuntimeException | Error e) {
            batch.close();
            throw e;
        }
    }

    @Override
    public void close() {
        scratch.forEach(Clip::close);
        scratch.clear();
    }
}
