package org.i3d4j.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.i3d4j.config.DatasetType;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.metrics.Percent;
import org.i3d4j.report.JsonReport;

/** Top-1 accuracy on published splits and its mean, for each stream, beside what the paper reports. */
final class SplitTable {
    private static final String RGB = "rgb";
    private static final String FLOW = "flow";
    private static final String BOTH = "both";
    private static final int ALL_SPLITS = 3;

    private final DatasetType dataset;
    private final SortedMap<Integer, Map<String, Evaluation>> splits = new TreeMap<>();

    SplitTable(DatasetType dataset) {
        this.dataset = dataset;
    }

    boolean isEmpty() {
        return splits.isEmpty();
    }

    /** Adds what a split came to. */
    void add(int split, Measured measured) {
        splits.put(
                split,
                measured.streams()
                        .map(streams -> streams.rows())
                        .orElseGet(() -> Map.of(only(measured), measured.evaluation())));
    }

    private static String only(Measured measured) {
        return measured.split().loading().flow().isPresent() ? FLOW : RGB;
    }

    void print(PrintWriter out) {
        List<String> streams = streams();
        out.println(dataset.yamlName() + ", top-1 on the published splits");
        out.println(row("split", streams.stream().map(EvaluationPrinter::title)));
        splits.forEach((split, rows) -> out.println(row(
                String.valueOf(split), streams.stream().map(stream -> Percent.of(top1(rows, stream))))));
        out.println(row("mean", streams.stream().map(stream -> Percent.of(mean(stream)))));
        if (splits.size() == ALL_SPLITS && !PublishedAccuracy.of(dataset).isEmpty()) {
            out.println("published, mean of the three (Carreira and Zisserman, arXiv 1705.07750v3), by pre-training");
            PublishedAccuracy.of(dataset)
                    .forEach(paper -> out.println(row(
                            paper.pretraining(),
                            streams.stream().map(stream -> String.format(Locale.ROOT, "%.1f %%", paper.of(stream))))));
        }
        out.flush();
    }

    private static String row(String name, Stream<String> fields) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-22s", name));
        fields.forEach(field -> row.append(String.format(Locale.ROOT, "%10s", field)));
        return row.toString();
    }

    private List<String> streams() {
        return Stream.of(RGB, FLOW, BOTH)
                .filter(stream -> splits.values().stream().allMatch(rows -> rows.containsKey(stream)))
                .toList();
    }

    private static double top1(Map<String, Evaluation> rows, String stream) {
        Evaluation evaluation = rows.get(stream);
        return evaluation == null ? Double.NaN : evaluation.top1();
    }

    private double mean(String stream) {
        return splits.values().stream()
                .mapToDouble(rows -> top1(rows, stream))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * {@code splits.json}: all figures of each split and stream, and the means of top-1.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written
     */
    void write(Path folder) {
        Map<String, Object> means = new LinkedHashMap<>();
        streams().forEach(stream -> means.put(stream, mean(stream)));
        List<Map<String, Object>> each = new ArrayList<>();
        splits.forEach((split, rows) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("split", split);
            rows.forEach((stream, evaluation) -> fields.put(stream, evaluation.figures()));
            each.add(fields);
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataset", dataset.yamlName());
        fields.put("mean_top1", means);
        fields.put("splits", each);
        JsonReport.write(folder.resolve("splits.json"), fields);
    }
}
