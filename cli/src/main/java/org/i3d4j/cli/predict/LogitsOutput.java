package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.WindowPrediction;
import org.i3d4j.report.JsonReport;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Scores as an array, and beside it {@code NAME.npy.json}, which says what each row is: inputs that fail have none. */
final class LogitsOutput {
    private static final String EXTENSION = ".npy";

    @Option(
            names = "--logits",
            paramLabel = "OUT.npy",
            description =
                    "Write the logits of all clips, or windows, float32 clips x classes; OUT.npy.json beside it names"
                            + " rows and columns.")
    private Optional<Path> file = Optional.empty();

    private final List<float[]> rows = new ArrayList<>();
    private final List<Map<String, Object>> names = new ArrayList<>();

    boolean wanted() {
        return file.isPresent();
    }

    /**
     * Looks before anything is computed.
     *
     * @throws ParameterException if it is named as another kind of file, which a video may be that was meant to be read
     * @throws org.i3d4j.error.OutputException if there is no folder to write to
     */
    void require(CommandLine command) {
        file.filter(out -> !out.toString().endsWith(EXTENSION)).ifPresent(out -> {
            throw new ParameterException(
                    command, "--logits: expected a name that ends in " + EXTENSION + ", found " + out);
        });
        file.ifPresent(OutputFolder::requireFor);
    }

    /** A row of a whole video. */
    void add(Prediction prediction) {
        add(prediction.logits(), row(prediction.input()));
    }

    /** A row a clip of an array. */
    void add(Path array, List<Prediction> clips) {
        for (int clip = 0; clip < clips.size(); clip++) {
            Map<String, Object> name = row(array.toString());
            name.put("clip", clip);
            add(clips.get(clip).logits(), name);
        }
    }

    /** A row a window. */
    void add(Timeline timeline) {
        for (WindowPrediction window : timeline.windows()) {
            Map<String, Object> name = row(timeline.input());
            name.putAll(TimelinePrinter.place(window));
            add(window.logits(), name);
        }
    }

    private static Map<String, Object> row(String input) {
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("file", input);
        return name;
    }

    private void add(float[] logits, Map<String, Object> name) {
        if (wanted()) {
            rows.add(logits);
            names.add(name);
        }
    }

    /**
     * Writes what there is, if anything.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written
     */
    void write(Classifier classifier) {
        file.filter(out -> !rows.isEmpty()).ifPresent(out -> {
            int classes = classifier.classes();
            Map<String, Object> list = new LinkedHashMap<>();
            list.put("rows", names);
            list.put(
                    "class_names",
                    IntStream.range(0, classes)
                            .mapToObj(classifier.labels()::name)
                            .toList());
            list.put(
                    "values",
                    classifier.weights().isEmpty() ? "logits" : "weighted sums of the logits of RGB and flow");
            classifier
                    .weights()
                    .ifPresent(weights -> list.put("stream_weights", List.of(weights.rgb(), weights.flow())));
            JsonReport.write(out.resolveSibling(out.getFileName() + ".json"), list);
            NpyFile.write(out, matrix(classes));
        });
    }

    private TensorData matrix(int classes) {
        float[] values = new float[Math.multiplyExact(rows.size(), classes)];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * classes, classes);
        }
        return TensorData.of(values, rows.size(), classes);
    }
}
