package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.metrics.ClassFigures;
import org.i3d4j.metrics.ConfusedPair;
import org.i3d4j.report.CsvFile;

/**
 * {@code per_class.csv}: a row for each class of the network. With one class a video: how its videos were taken; in a
 * multi-label data set: its videos and its average precision.
 */
final class PerClassCsv {
    private static final List<String> HEADER = List.of(
            "class",
            "videos",
            "correct",
            "accuracy",
            "precision",
            "f1",
            "most_frequent_confusion",
            "most_frequent_confusion_count");
    private static final List<String> MULTI_LABEL_HEADER = List.of("class", "videos", "average_precision");

    private PerClassCsv() {}

    static void write(Path folder, Evaluation evaluation, List<String> names) {
        IntStream classes = IntStream.range(0, names.size());
        Path file = folder.resolve("per_class.csv");
        if (evaluation.multiLabel()) {
            long[] videos = MultiLabelCounts.videosOfClasses(evaluation);
            CsvFile.write(
                    file,
                    MULTI_LABEL_HEADER,
                    classes.mapToObj(label -> List.of(
                            names.get(label),
                            String.valueOf(videos[label]),
                            CsvFile.field(evaluation.averagePrecisions().get(label)))));
        } else {
            CsvFile.write(
                    file,
                    HEADER,
                    classes.mapToObj(label -> row(new ClassFigures(evaluation.confusion(), label), names)));
        }
    }

    private static List<String> row(ClassFigures figures, List<String> names) {
        Optional<ConfusedPair> confusion = figures.mostFrequentMistake();
        return List.of(
                names.get(figures.index()),
                String.valueOf(figures.samples()),
                String.valueOf(figures.correct()),
                CsvFile.field(figures.recall()),
                CsvFile.field(figures.precision()),
                CsvFile.field(figures.f1()),
                confusion.map(pair -> names.get(pair.predictedClass())).orElse(""),
                confusion.map(pair -> String.valueOf(pair.count())).orElse("0"));
    }
}
