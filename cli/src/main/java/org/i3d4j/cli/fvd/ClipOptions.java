package org.i3d4j.cli.fvd;

import java.util.Optional;
import java.util.OptionalInt;
import org.i3d4j.data.source.FloatRange;
import org.i3d4j.frechet.ClipSampling;
import org.i3d4j.frechet.ClipSampling.Take;
import org.i3d4j.frechet.Fvd;
import org.i3d4j.frechet.FvdProtocol;
import org.i3d4j.frechet.FvdSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which clips of a set count. */
final class ClipOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "16",
            description = "Frames of a clip, at least " + Fvd.LEAST_FRAMES
                    + " (default: ${DEFAULT-VALUE}). A video with" + " fewer is left out.")
    private int frames;

    @Option(
            names = "--frame-stride",
            paramLabel = "N",
            defaultValue = "1",
            description = "From one frame of a clip to the next (default: ${DEFAULT-VALUE}).")
    private int stride;

    @Option(
            names = "--take",
            paramLabel = "WHICH",
            description =
                    "The first clip of a video, one at a random place, or all windows one behind the other: first,"
                            + " random or windows (default: first; of REAL by stylegan-v random).")
    private Optional<Take> take = Optional.empty();

    @Option(
            names = "--clips",
            paramLabel = "N",
            description = "At most so many clips a side, drawn if there are more; by stylegan-v the first by name"
                    + " (default: all; by stylegan-v 2048).")
    private Optional<Integer> clips = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Of clips, places and resamples that are drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Clips given to the network at a time (default: as many as have 128 frames).")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--float-range",
            paramLabel = "RANGE",
            description =
                    "What float32 in .npy files lies between: unit for [0,1], signed for [-1,1] (default: signed where"
                            + " there is a value below 0; other files are left out).")
    private Optional<FloatRange> floatRange = Optional.empty();

    /** Numbers that make no sense are refused before anything is read. */
    void check() {
        require("--frames", frames, Fvd.LEAST_FRAMES);
        require("--frame-stride", stride, 1);
        clips.ifPresent(count -> require("--clips", count, 2));
        batch.ifPresent(count -> require("--batch", count, 1));
        if ((long) frames * stride > Integer.MAX_VALUE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--frames " + frames + " with --frame-stride " + stride + " is longer than a video");
        }
    }

    private void require(String option, int found, int least) {
        if (found < least) {
            throw new ParameterException(
                    spec.commandLine(), option + ": expected at least " + least + ", found " + found);
        }
    }

    ClipSampling ofReal(FvdProtocol protocol) {
        return new ClipSampling(frames, stride, take.orElse(protocol.takeInReal()), seed);
    }

    ClipSampling ofGenerated() {
        return new ClipSampling(frames, stride, take.orElse(Take.FIRST), seed);
    }

    /** At most so many a side; empty for all. */
    OptionalInt clips(FvdProtocol protocol) {
        return clips.isPresent() ? OptionalInt.of(clips.get()) : protocol.clips();
    }

    /** A set of the clips that these options take. */
    FvdSet set(Fvd fvd, ClipSampling sampling) {
        return batch.map(count -> fvd.set(sampling, count)).orElseGet(() -> fvd.set(sampling));
    }

    long seed() {
        return seed;
    }

    Optional<FloatRange> floatRange() {
        return floatRange;
    }
}
