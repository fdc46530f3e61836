package org.i3d4j.predict.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.i3d4j.error.VideoException;
import org.i3d4j.predict.ClassScore;
import org.i3d4j.predict.heat.ClassMaps;
import org.i3d4j.predict.heat.HeatFrames;
import org.i3d4j.predict.input.DecodeAhead;
import org.i3d4j.report.picture.LabelStrip;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.container.StreamRate;
import org.i3d4j.video.reading.VideoStream;
import org.i3d4j.video.writing.VideoWriter;

/**
 * Writes a video again with its classes drawn in. The copy has the size of the video as displayed, an odd side one pixel
 * less, the frame rate of {@link StreamRate}, and no sound. Where the video's frames do not come at that constant rate,
 * they are repeated or left out, so that the times stay right to half a frame. Memory does not grow with the length.
 */
public final class Annotator {
    private static final int FRAMES_AHEAD = 4;
    private static final double FALLBACK_RATE = 25;
    private static final double MINIMUM_RATE = 0.1;
    private static final double MAXIMUM_RATE = 1000;

    private final Path video;
    private final Path output;
    private final VideoLimits limits;

    /**
     * How many frames were written, and how they came about.
     *
     * @param frames written
     * @param repeated of them, shown again to fill a gap in time
     * @param leftOut frames of the video that another took the place of
     */
    public record Annotated(int frames, int repeated, int leftOut) {}

    /**
     * Looks whether the output could be written, before anything is computed.
     *
     * @throws org.i3d4j.error.OutputException if it is the video itself or can't be written, or labels can't be drawn here
     */
    public Annotator(Path video, Path output, VideoLimits limits) {
        this.video = video;
        this.output = output;
        this.limits = limits;
        OutputFile.require(output, video);
    }

    /**
     * Writes the copy; if that fails, none.
     *
     * @param classesOfFrame what to draw on a frame, best first
     * @throws VideoException if the video can't be read
     * @throws org.i3d4j.error.OutputException if the copy can't be written
     * @throws org.i3d4j.error.ShapeException if the video is too small to be written
     */
    public Annotated annotate(IntFunction<List<ClassScore>> classesOfFrame) {
        return annotate(classesOfFrame, Optional.empty());
    }

    /**
     * As {@link #annotate(IntFunction)}, in grey with class activation maps over the frames, and their legend at the bottom.
     *
     * @param maps of the video
     */
    public Annotated annotate(IntFunction<List<ClassScore>> classesOfFrame, ClassMaps maps) {
        return annotate(classesOfFrame, Optional.of(maps));
    }

    private Annotated annotate(IntFunction<List<ClassScore>> classesOfFrame, Optional<ClassMaps> maps) {
        double rate = rate();
        try (VideoStream stream = VideoStream.open(video, limits)) {
            int width = stream.width() - stream.width() % 2;
            int height = stream.height() - stream.height() % 2;
            try (VideoWriter writer = VideoWriter.create(output, width, height, rate);
                    DecodeAhead frames = DecodeAhead.packed(stream, FRAMES_AHEAD, height, width)) {
                LabelStrip strip = new LabelStrip(width, height);
                Optional<HeatFrames> heat = maps.map(of -> new HeatFrames(of, width, height));
                Annotated copied = copy(frames, new EvenFrames(writer, rate), frame -> {
                    heat.ifPresent(drawn -> drawn.draw(frame.index(), frame.pixels()));
                    strip.draw(lines(classesOfFrame.apply(frame.index())), frame.pixels(), 0);
                });
                writer.complete();
                return copied;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(video + ": interrupted", e);
        }
    }

    private double rate() {
        double rate = StreamRate.of(video, limits);
        return rate > 0 ? Math.min(MAXIMUM_RATE, Math.max(MINIMUM_RATE, rate)) : FALLBACK_RATE;
    }

    private static Annotated copy(DecodeAhead frames, EvenFrames even, Consumer<DecodeAhead.Frame> draw)
            throws InterruptedException {
        for (DecodeAhead.Frame frame = frames.take(); frame != null; frame = frames.take()) {
            draw.accept(frame);
            even.show(frame).ifPresent(frames::giveBack);
        }
        return even.end();
    }

    private static List<LabelStrip.Line> lines(List<ClassScore> classes) {
        return classes.stream()
                .map(score -> new LabelStrip.Line(score.name(), score.probability()))
                .toList();
    }
}
