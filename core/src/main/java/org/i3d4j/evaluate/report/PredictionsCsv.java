package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.report.CsvFile;

/** {@code predictions.csv}: a row for each video, in the data set's order. */
final class PredictionsCsv {
    private static final List<String> HEADER =
            List.of("file", "label", "predicted", "correct", "probability", "rank_in_top5", "label_probability");
    /** Between the labels of a video that has several. */
    private static final String SEPARATOR = "|";

    private PredictionsCsv() {}

    static void write(Path folder, Evaluation evaluation, List<String> names) {
        CsvFile.write(
                folder.resolve("predictions.csv"),
                HEADER,
                evaluation.predictions().stream().map(video -> row(video, names)));
    }

    private static List<String> row(VideoPrediction video, List<String> names) {
        return List.of(
                video.file().toString(),
                video.labels().stream().map(names::get).collect(Collectors.joining(SEPARATOR)),
                names.get(video.best()),
                String.valueOf(video.isCorrect()),
                CsvFile.field(video.confidence()),
                rank(video),
                video.labelProbabilities().stream().map(CsvFile::field).collect(Collectors.joining(SEPARATOR)));
    }

    /** Of the label that came first, from 1; empty if none is among the first five. */
    private static String rank(VideoPrediction video) {
        return video.labels().stream()
                .map(label -> video.top().indexOf(label))
                .filter(place -> place >= 0)
                .min(Integer::compare)
                .map(place -> String.valueOf(place + 1))
                .orElse("");
    }
}
