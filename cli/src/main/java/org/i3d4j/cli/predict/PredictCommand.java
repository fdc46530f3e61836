package org.i3d4j.cli.predict;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.options.JsonOption;
import org.i3d4j.predict.StreamEnd;
import org.i3d4j.predict.picture.Annotator;
import org.i3d4j.predict.picture.TimelinePicture;
import org.i3d4j.video.LiveSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description =
                "Classify videos, folders of videos, folders of frames and .npy clips (N,T,H,W,C or T,H,W,C; uint8 pixels, or"
                        + " preprocessed float32 in [-1,1]; RGB or, of 2 channels, optical flow), whole or along a sliding window;"
                        + " with --flow-checkpoint by both streams.")
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClassifierOptions models = new ClassifierOptions();

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "Classes to show (default: ${DEFAULT-VALUE}).")
    private int top;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private LogitsOutput logits = new LogitsOutput();

    @Mixin
    private WindowOptions windows = new WindowOptions();

    @Mixin
    private HeatOptions heat = new HeatOptions();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description =
                    "Videos, folders of videos or of frames, .npy clips; for both streams also pairs of these: X_rgb.npy and"
                            + " X_flow.npy.")
    private List<Path> inputs = List.of();

    @Override
    public Integer call() {
        check();
        logits.require(spec.commandLine());
        Optional<LiveSource> source = live.source(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        TimelinePrinter table = new TimelinePrinter(out, err, json.isJson(), top);
        // Outputs that can't be written are refused here, before the model is read.
        PredictionRun.Outputs outputs = new PredictionRun.Outputs(
                new PredictionPrinter(out, err, json.isJson(), top),
                table,
                windows.timeline().map(file -> new TimelinePicture(inputs.get(0), file)),
                windows.annotate().map(file -> new Annotator(inputs.get(0), file, models.limits())),
                heat.picture(inputs.isEmpty() ? Path.of("") : inputs.get(0), models.limits()),
                logits);
        if (source.isPresent()) {
            try (OneStream network = models.openOne(inputs, windows, heat)) {
                follow(network, source.get(), table);
            }
            return 0;
        }
        try (Classifier classifier = models.open(inputs, windows, heat)) {
            PredictionRun run = new PredictionRun(
                    spec, models.search(), classifier, windows.sliding().isPresent(), top, outputs);
            try {
                inputs.forEach(run::predict);
            } finally {
                // What is known is not lost with a line that can't be printed.
                logits.write(classifier);
            }
            return run.exitCode();
        }
    }

    private void check() {
        if (top < 1) {
            throw usage("--top: expected at least 1, found " + top);
        }
        live.check(spec.commandLine());
        windows.check(spec.commandLine(), live.isLive());
        heat.check(spec.commandLine(), windows, live.isLive(), models.areEvaluations(), inputs);
        models.check(windows.sliding().isPresent(), live.isLive(), heat.wanted());
        if (live.isLive() == !inputs.isEmpty()) {
            throw usage(
                    live.isLive() ? "--live takes no other inputs" : "no INPUT; name videos, folders or .npy clips");
        }
        if (live.isLive() && logits.wanted()) {
            throw usage("--logits needs inputs that end; it can't be combined with --live");
        }
        if (windows.sliding().isPresent()) {
            inputs.stream()
                    .filter(input -> !InputFiles.hasWindows(input))
                    .findFirst()
                    .ifPresent(array -> {
                        throw usage(array
                                + ": clips that are prepared, or several in a file, have no windows; name a video,"
                                + " a folder of frames or a .npy file with the pixels of one clip");
                    });
        }
        windows.annotate()
                .ifPresent(copy -> inputs.stream()
                        .filter(input -> InputFiles.isArray(input) || InputFiles.isFrames(input))
                        .findFirst()
                        .ifPresent(input -> {
                            throw usage(input + ": has no times to keep, so it can't be annotated; name a video file");
                        }));
        if ((windows.forOneVideo() || heat.wanted()) && (inputs.size() != 1 || isFolderOfVideos(inputs.get(0)))) {
            throw usage("--timeline, --annotate and --heat-sheet are for one video at a time; name just one");
        }
    }

    private static boolean isFolderOfVideos(Path input) {
        return Files.isDirectory(input) && !InputFiles.isFrames(input);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void follow(OneStream network, LiveSource source, TimelinePrinter table) {
        table.printStart(source.address());
        StreamEnd end = network.follow(source, window -> table.printLiveWindow(source.address(), window));
        table.printEnd(source.address(), end);
    }
}
