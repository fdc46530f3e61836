package org.i3d4j.cli.predict;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.I3dException;
import org.i3d4j.metrics.Percent;
import org.i3d4j.predict.ClassScore;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Views;
import org.i3d4j.report.JsonReport;
import org.i3d4j.text.Counted;

/** Prints predictions as they come: for people, or as one JSON object a line per input. */
final class PredictionPrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final int top;

    PredictionPrinter(PrintWriter out, PrintWriter err, boolean json, int top) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.top = top;
    }

    /** One video, or all clips of an array. */
    void print(Path input, Classified classified, double seconds) {
        List<Prediction> predictions = classified.predictions();
        predictions.stream()
                .findFirst()
                .flatMap(Prediction::damage)
                .ifPresent(damage -> printNote(input.toString(), damage, err));
        if (json) {
            printJson(input, classified, seconds);
        } else {
            IntStream.range(0, predictions.size()).forEach(clip -> printText(input, classified, clip));
        }
        out.flush();
    }

    private void printText(Path input, Classified classified, int clip) {
        Prediction prediction = classified.predictions().get(clip);
        String which = classified.predictions().size() == 1 ? "" : " clip " + clip;
        out.println(input + classified.flow().map(flow -> " with " + flow).orElse("") + which + " ("
                + Counted.of(prediction.frames(), "frame")
                + prediction.views().map(PredictionPrinter::described).orElse("") + ")");
        for (ClassScore score : prediction.top(top)) {
            out.printf("  %s  %s%s%n", percent(score.probability()), score.name(), byStream(classified, clip, score));
        }
    }

    private static String byStream(Classified classified, int clip, ClassScore score) {
        return classified.streams().isEmpty()
                ? ""
                : byStream(
                        classified.streams().get(clip).rgb(),
                        classified.streams().get(clip).flow(),
                        score);
    }

    /** What each stream alone gives a class, to go behind its name. */
    static String byStream(Prediction rgb, Prediction flow, ClassScore score) {
        return "  (RGB " + Percent.of(rgb.probabilities()[score.index()]) + ", flow "
                + Percent.of(flow.probabilities()[score.index()]) + ")";
    }

    /** Probabilities below each other, with the digits that tell near ones apart. */
    static String percent(double probability) {
        return String.format("%9s", Percent.of(probability, 3));
    }

    private static String described(Views views) {
        return "; " + Counted.of(views.clips(), "clip") + " x " + Counted.of(views.crops(), "crop") + " of "
                + Counted.of(views.frames(), "frame") + ", "
                + views.sampler().mode().yamlName();
    }

    private void printJson(Path input, Classified classified, double seconds) {
        List<Prediction> predictions = classified.predictions();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", input.toString());
        classified.flow().ifPresent(flow -> line.put("flow_file", flow.toString()));
        Prediction first = predictions.get(0);
        line.put("frames", first.frames());
        first.durationSeconds().ifPresent(duration -> line.put("duration_seconds", duration));
        if (!InputFiles.isPrepared(input)) {
            line.put("sampling", sampling(first));
        }
        line.put("seconds", seconds);
        if (first.durationSeconds().isPresent()) {
            line.put("damage", first.damage().orElse(null));
        }
        if (predictions.size() == 1) {
            line.putAll(clip(classified, 0));
        } else {
            line.put(
                    "clips",
                    IntStream.range(0, predictions.size())
                            .mapToObj(clip -> clip(classified, clip))
                            .toList());
        }
        out.println(JsonReport.line(line));
    }

    private Map<String, Object> clip(Classified classified, int clip) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("top", scores(classified.predictions().get(clip).top(top)));
        classified.streams().stream()
                .skip(clip)
                .findFirst()
                .ifPresent(both -> fields.put("streams", streams(both.rgb(), both.flow(), top)));
        return fields;
    }

    /** The classes by each stream alone, as JSON has them. */
    static Map<String, Object> streams(Prediction rgb, Prediction flow, int top) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rgb", scores(rgb.top(top)));
        fields.put("flow", scores(flow.top(top)));
        return fields;
    }

    private static Map<String, Object> sampling(Prediction prediction) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("frames", prediction.views().isPresent() ? "eval" : "all");
        prediction.views().ifPresent(views -> {
            fields.put("seq_mode", views.sampler().mode().yamlName());
            fields.put("clip_frames", views.frames());
            fields.put("clips", views.clips());
            fields.put("crops", views.crops());
            fields.put("average", views.averaging().yamlName());
        });
        return fields;
    }

    /** As JSON has them, everywhere. */
    static List<Map<String, Object>> scores(List<ClassScore> scores) {
        return scores.stream().map(PredictionPrinter::score).toList();
    }

    private static Map<String, Object> score(ClassScore score) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", score.name());
        fields.put("index", score.index());
        fields.put("probability", score.probability());
        fields.put("logit", score.logit());
        return fields;
    }

    /** Something to know about a result that is there nevertheless. */
    static void printNote(String input, String note, PrintWriter err) {
        err.println("i3d: " + input + ": " + note);
        err.flush();
    }

    void printError(Path input, I3dException error) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", input.toString());
            line.put("error", ErrorMessage.of(error));
            out.println(JsonReport.line(line));
            out.flush();
        }
        ErrorMessage.print(error, err);
    }
}
