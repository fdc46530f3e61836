package org.i3d4j.cli.predict;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.BatchNormOption;
import org.i3d4j.cli.options.ComputeOptions;
import org.i3d4j.cli.options.JsonOption;
import org.i3d4j.cli.options.PreprocessingOptions;
import org.i3d4j.cli.options.VideoOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.VideoException;
import org.i3d4j.predict.Annotator;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;
import org.i3d4j.predict.SampledPredictor;
import org.i3d4j.predict.StreamEnd;
import org.i3d4j.predict.TimelinePicture;
import org.i3d4j.video.LiveSource;
import org.i3d4j.video.Modality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
                        + " preprocessed float32 in [-1,1]; RGB or, of 2 channels, optical flow), whole or along a sliding window.")
public final class PredictCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(PredictCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--checkpoint", required = true, paramLabel = "CKPT", description = "The model.")
    private Path checkpoint = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Class names, one a line (default: the checkpoint's).")
    private Optional<Path> labels = Optional.empty();

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
    private BatchNormOption batchNorm = new BatchNormOption();

    @Mixin
    private PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Mixin
    private SamplingOption sampling = new SamplingOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private VideoOptions video = new VideoOptions();

    @Mixin
    private WindowOptions windows = new WindowOptions();

    @Mixin
    private HeatOptions heat = new HeatOptions();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description = "Videos, folders of videos or of frames, .npy clips.")
    private List<Path> inputs = List.of();

    private Optional<SampledPredictor> sampled = Optional.empty();
    private final InputFailures failures = new InputFailures();
    /** Of arrays of pixels and of others, which were spoken of. */
    private final Set<Boolean> told = new HashSet<>();

    @Override
    public Integer call() {
        check();
        compute.requireDevice();
        logits.require(spec.commandLine());
        Optional<LiveSource> source = live.source(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        PredictionPrinter printer = new PredictionPrinter(out, err, json.isJson(), top);
        TimelinePrinter table = new TimelinePrinter(out, err, json.isJson(), top);
        VideoPredictionRun videos = videoPrediction(printer, table);
        SavedModel model = batchNorm.applyTo(Checkpoints.read(NamedCheckpoint.file(checkpoint, spec)));
        Preprocessing used = preprocessing.of(model);
        if (!inputs.stream().allMatch(InputFiles::isPrepared) || live.isLive()) {
            preprocessing.tell(model, used);
        }
        model = model.withPreprocessing(used);
        ClassLabels names = classLabels(model);
        heat.prepare(spec.commandLine(), model, names, inputs, video.limits());
        try (I3d i3d = I3d.load(model, compute.compute(), names)) {
            // Without the weights, which would stay beside the network's own as long as videos come.
            model = i3d.model();
            log.info("the network runs on {}", i3d.network().description());
            tellFlow(model);
            Predictor predictor = i3d.predictor().withLimits(video.limits());
            sampled = sampling.sampled(predictor, model, used);
            source.ifPresent(address -> follow(predictor, address, table));
            inputs.forEach(input -> predict(predictor, input, videos, printer));
        } finally {
            // What is known is not lost with a line that can't be printed.
            logits.write(model.settings().classes(), names);
        }
        return failures.exitCode();
    }

    private void tellFlow(SavedModel model) {
        boolean computed = inputs.stream().anyMatch(input -> !InputFiles.isArray(input));
        if (model.settings().inputChannels() == Modality.FLOW.channels() && computed) {
            Session.note(
                    spec,
                    "of videos, optical flow is computed ("
                            + model.preprocessing().flow() + "); 'i3d flow' stores it");
        }
    }

    private ClassLabels classLabels(SavedModel model) {
        if (labels.isPresent()) {
            return ClassLabels.of(model)
                    .named(ClassLabels.read(labels.get(), model.settings().classes()));
        }
        model.publishedClasses()
                .ifPresent(list -> log.info(
                        "class names: {} in the order of DeepMind's models; {} has none of its own",
                        list.title(),
                        model.file()));
        return ClassLabels.of(model);
    }

    /** Outputs that can't be written are refused here, before the model is read. */
    private VideoPredictionRun videoPrediction(PredictionPrinter printer, TimelinePrinter table) {
        return new VideoPredictionRun(
                windows,
                printer,
                table,
                top,
                windows.timeline().map(file -> new TimelinePicture(inputs.get(0), file)),
                windows.annotate().map(file -> new Annotator(inputs.get(0), file, video.limits())),
                logits,
                heat,
                heat.picture(inputs.isEmpty() ? Path.of("") : inputs.get(0), video.limits()));
    }

    private void check() {
        if (top < 1) {
            throw usage("--top: expected at least 1, found " + top);
        }
        live.check(spec.commandLine());
        windows.check(spec.commandLine(), live.isLive());
        heat.check(spec.commandLine(), windows, live.isLive(), sampling.isEvaluations(), inputs);
        preprocessing.check();
        sampling.check(spec.commandLine(), windows.sliding().isPresent(), live.isLive());
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

    private void follow(Predictor predictor, LiveSource source, TimelinePrinter table) {
        table.printStart(source.address());
        StreamEnd end = predictor
                .sliding(windows.slidingLive(), windows.batch())
                .follow(source, window -> table.printLiveWindow(source.address(), window));
        table.printEnd(source.address(), end);
    }

    private void predict(Predictor predictor, Path input, VideoPredictionRun videos, PredictionPrinter printer) {
        try {
            InputFiles found = InputFiles.of(input);
            if (!found.passedOver().isEmpty()) {
                note(input, found.passedOver().toString());
            }
            found.unusable().forEach(file -> {
                VideoException unusable = new VideoException(file.file() + ": " + file.reason());
                failures.failed(unusable);
                printer.printError(file.file(), unusable);
            });
            found.files().forEach(file -> predictFile(predictor, file, videos, printer));
        } catch (I3dException e) {
            failures.failed(e);
            printer.printError(input, e);
        }
    }

    private void predictFile(Predictor predictor, Path file, VideoPredictionRun videos, PredictionPrinter printer) {
        try {
            if (windows.sliding().isPresent() && InputFiles.hasWindows(file)) {
                videos.predictWindows(predictor, file);
                tellHowPrepared(file);
            } else if (InputFiles.isArray(file)) {
                predictArray(predictor, file, printer);
            } else {
                videos.predictWhole(sampled, predictor, file);
            }
            failures.went();
        } catch (I3dException e) {
            failures.failed(e);
            printer.printError(file, e);
        }
    }

    private void predictArray(Predictor predictor, Path file, PredictionPrinter printer) {
        long start = System.nanoTime();
        List<Prediction> predictions =
                sampled.map(taken -> sampled(taken, file)).orElseGet(() -> predictor.classifyArray(file));
        tellHowPrepared(file);
        logits.add(file, predictions);
        printer.print(file, predictions, (System.nanoTime() - start) / 1e9);
    }

    /** As a data set has it. */
    private static List<Prediction> sampled(SampledPredictor predictor, Path file) {
        return InputFiles.isPixels(file) ? predictor.classifyPixels(file) : List.of(predictor.classify(file));
    }

    /** Once for each kind: folders may hold thousands. */
    private void tellHowPrepared(Path file) {
        if (!InputFiles.isArray(file)) {
            return;
        }
        boolean pixels = InputFiles.isPixels(file);
        if (told.add(pixels)) {
            note(
                    file,
                    pixels
                            ? "holds pixels (uint8), which are resized and cropped as a video's"
                            : sampled.isPresent()
                                    ? "holds floats, which are turned back into pixels and prepared as a data set's"
                                    : "is taken as preprocessed: it is neither resized nor cropped");
        }
    }

    private void note(Path file, String text) {
        Session.note(spec, file + ": " + text);
    }
}
