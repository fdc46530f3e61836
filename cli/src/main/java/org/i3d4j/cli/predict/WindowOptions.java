package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.error.ShapeException;
import org.i3d4j.predict.FrameSpan;
import org.i3d4j.predict.SlidingWindow;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How {@code i3d predict} moves along a video, and what it makes of that. */
final class WindowOptions {
    private static final int LIVE_WINDOW_FRAMES = 64;

    @Option(
            names = "--window",
            paramLabel = "N",
            converter = SpanConverter.class,
            description = "Classify windows of N frames, or of seconds as 2.5s, along the video.")
    private Optional<FrameSpan> window = Optional.empty();

    @Option(
            names = "--stride",
            paramLabel = "M",
            converter = SpanConverter.class,
            description = "From one window to the next, in frames or seconds (default: the window's length).")
    private Optional<FrameSpan> stride = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Windows given to the network at a time (default: 1).")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--timeline",
            paramLabel = "OUT.png",
            description = "With --window, of one video: draw the probabilities over time.")
    private Optional<Path> timeline = Optional.empty();

    @Option(
            names = "--annotate",
            paramLabel = "OUT.mp4",
            description = "Of one video: write a copy with the classes drawn in, those of the windows with --window.")
    private Optional<Path> annotate = Optional.empty();

    /** Messages instead of the type's name. */
    static final class SpanConverter implements ITypeConverter<FrameSpan> {
        @Override
        public FrameSpan convert(String text) {
            try {
                return FrameSpan.parse(text);
            } catch (ShapeException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** @throws ParameterException if options are missing that others need */
    void check(CommandLine command, boolean live) {
        if (window.isEmpty() && !live && (stride.isPresent() || batch.isPresent() || timeline.isPresent())) {
            throw new ParameterException(command, "--stride, --batch and --timeline need --window");
        }
        if (batch.isPresent() && batch.get() < 1) {
            throw new ParameterException(command, "--batch: expected at least 1, found " + batch.get());
        }
        if (live && (timeline.isPresent() || annotate.isPresent())) {
            throw new ParameterException(
                    command, "--timeline and --annotate need a whole video; they can't be combined with --live");
        }
        if (timeline.isPresent() && timeline.equals(annotate)) {
            throw new ParameterException(command, "--timeline and --annotate name the same file " + timeline.get());
        }
    }

    /** Whether something is asked for that there can be only one of. */
    boolean forOneVideo() {
        return timeline.isPresent() || annotate.isPresent();
    }

    /** The window asked for; empty for whole videos. */
    Optional<SlidingWindow> sliding() {
        return window.map(length -> new SlidingWindow(length, stride.orElse(length)));
    }

    /** The window asked for, else one of ordinary length: a live source has no whole. */
    SlidingWindow slidingLive() {
        FrameSpan length = window.orElse(FrameSpan.ofFrames(LIVE_WINDOW_FRAMES));
        return new SlidingWindow(length, stride.orElse(length));
    }

    int batch() {
        return batch.orElse(1);
    }

    Optional<Path> timeline() {
        return timeline;
    }

    Optional<Path> annotate() {
        return annotate;
    }
}
