package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.I3dException;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
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
                "Classify videos, folders of videos and preprocessed .npy clips (N,T,H,W,C or T,H,W,C; float32 in [-1,1] or"
                        + " uint8).")
final class PredictCommand implements Callable<Integer> {
    private static final int SOME_FAILED = 1;

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

    @Option(names = "--json", description = "One JSON object a line per input.")
    private boolean json;

    @Option(
            names = "--logits",
            paramLabel = "OUT.npy",
            description = "Write the logits of all clips, float32 clips x classes.")
    private Optional<Path> logits = Optional.empty();

    @Mixin
    private DeviceOptions compute = new DeviceOptions();

    @Mixin
    private VideoOptions video = new VideoOptions();

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Videos, folders, .npy clips.")
    private List<Path> inputs = List.of();

    private final List<float[]> rows = new ArrayList<>();
    private boolean failed;

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top: expected at least 1, found " + top);
        }
        PrintWriter out = spec.commandLine().getOut();
        PredictionPrinter printer =
                new PredictionPrinter(out, spec.commandLine().getErr(), json, top);
        SavedModel model = Checkpoints.read(checkpoint);
        int classes = model.settings().classes();
        ClassLabels names = labels.map(file -> ClassLabels.read(file, classes))
                .orElseGet(() -> new ClassLabels(model.classNames()));
        try (I3d i3d = I3d.load(model, compute.device(), compute.precision(), names)) {
            Predictor predictor = i3d.predictor().withLimits(video.limits());
            inputs.forEach(input -> predict(predictor, input, printer));
        }
        logits.filter(file -> !rows.isEmpty()).ifPresent(file -> NpyFile.write(file, matrix(classes)));
        return failed ? SOME_FAILED : 0;
    }

    private void predict(Predictor predictor, Path input, PredictionPrinter printer) {
        try {
            for (Path file : InputFiles.of(input)) {
                predictFile(predictor, file, printer);
            }
        } catch (I3dException e) {
            failed = true;
            printer.printError(input, e);
        }
    }

    private void predictFile(Predictor predictor, Path file, PredictionPrinter printer) {
        try {
            long start = System.nanoTime();
            List<Prediction> predictions =
                    InputFiles.isArray(file) ? predictor.classifyArray(file) : List.of(predictor.classify(file));
            printer.print(file, predictions, (System.nanoTime() - start) / 1e9);
            predictions.forEach(prediction -> rows.add(prediction.logits()));
        } catch (I3dException e) {
            failed = true;
            printer.printError(file, e);
        }
    }

    private TensorData matrix(int classes) {
        float[] values = new float[Math.multiplyExact(rows.size(), classes)];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * classes, classes);
        }
        return TensorData.of(values, rows.size(), classes);
    }
}
