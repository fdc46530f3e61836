package org.i3d4j.cli.features;

import java.util.Optional;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.ConfigException;
import org.i3d4j.features.FeatureLayer;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.features.files.FeatureFormat;
import org.i3d4j.video.LastWindow;
import org.i3d4j.video.ShortVideo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which features {@code i3d features} makes, and in which form. */
final class FeatureOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stack-size",
            paramLabel = "N",
            defaultValue = "64",
            description = "Frames of a window (default: ${DEFAULT-VALUE}).")
    private int stackSize;

    @Option(
            names = "--step-size",
            paramLabel = "N",
            defaultValue = "64",
            description = "From the beginning of a window to that of the next, in frames (default: ${DEFAULT-VALUE}).")
    private int stepSize;

    @Option(
            names = "--fps",
            paramLabel = "F",
            description =
                    "Take the frames on display F times a second, nothing is encoded anew (default: all as they are).")
    private Optional<Double> framesPerSecond = Optional.empty();

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            defaultValue = "pool",
            description =
                    "Where features are taken: pool (the numbers in front of the logits, 1024 of Inception and 2048"
                            + " of ResNet-50), logits, or a stage as Mixed_5c or layer4.2, averaged over space (default:"
                            + " ${DEFAULT-VALUE}).")
    private String layer = "pool";

    @Option(
            names = "--per-time-step",
            description = "Keep each step in time of the layer, instead of their mean: rows of steps x channels.")
    private boolean perTimeStep;

    @Option(
            names = "--crops",
            paramLabel = "1|3|10",
            defaultValue = "1",
            description = "Crops of every frame: the centre, or 3 or 10, which are all kept: rows of crops x channels"
                    + " (default: ${DEFAULT-VALUE}).")
    private int crops;

    @Option(
            names = "--short",
            paramLabel = "pad|loop|drop",
            defaultValue = "loop",
            description = "A video shorter than a window: repeat its last frame, repeat the video, or make no rows"
                    + " (default: ${DEFAULT-VALUE}).")
    private ShortVideo shortVideo = ShortVideo.LOOP;

    @Option(
            names = "--last",
            paramLabel = "drop|pad|overlap",
            defaultValue = "drop",
            description =
                    "Frames behind the last whole window: leave them out, repeat the last frame, or let a window end"
                            + " with them (default: ${DEFAULT-VALUE}).")
    private LastWindow last = LastWindow.DROP;

    @Option(
            names = "--compat",
            paramLabel = "video_features|piergiaj",
            description =
                    "Frames, windows, names and types of files as v-iashin/video_features or extract_features.py of"
                            + " piergiaj/pytorch-i3d have them.")
    private Optional<FeatureTool> tool = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "npy|npz|safetensors|parquet",
            description = "Form of the files (default: npy).")
    private Optional<FeatureFormat> format = Optional.empty();

    /** @throws ParameterException if they make no sense, or not together */
    FeatureSettings settings() {
        if (framesPerSecond.isPresent() && !(framesPerSecond.get() > 0)) {
            throw usage("--fps: expected more than 0, found " + framesPerSecond.get());
        }
        if (stepSize < 1) {
            throw usage("--step-size: expected at least 1, found " + stepSize);
        }
        if (tool() == FeatureTool.PIERGIAJ) {
            refuseWith("--stack-size", "--step-size");
        }
        if (tool() != FeatureTool.I3D4J) {
            refuseWith("--short", "--last", "--format");
        }
        try {
            return new FeatureSettings(
                    stackSize,
                    stepSize,
                    framesPerSecond.orElse(0.0),
                    new FeatureLayer(layer),
                    perTimeStep,
                    crops,
                    shortVideo,
                    last,
                    tool());
        } catch (ConfigException e) {
            throw usage(ErrorMessage.of(e));
        }
    }

    /** @throws ParameterException if a network has no such features */
    void requireOf(Architecture architecture) {
        try {
            settings().requireOf(architecture);
        } catch (ConfigException e) {
            throw usage(ErrorMessage.of(e));
        }
    }

    private void refuseWith(String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw usage(option + ": " + tool().word()
                        + " has its own way, which --compat keeps to; leave one of the two out");
            }
        }
    }

    FeatureTool tool() {
        return tool.orElse(FeatureTool.I3D4J);
    }

    FeatureFormat format() {
        return format.orElse(FeatureFormat.NPY);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
