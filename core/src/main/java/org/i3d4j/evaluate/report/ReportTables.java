package org.i3d4j.evaluate.report;

import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.SkipReason;
import org.i3d4j.metrics.Calibration.Bin;
import org.i3d4j.metrics.ClassFigures;
import org.i3d4j.metrics.ConfusedPair;
import org.i3d4j.metrics.Percent;
import org.i3d4j.report.html.Html;
import org.i3d4j.report.html.HtmlTable;
import org.i3d4j.report.html.HtmlTable.Cell;

/** The tables of the page; empty text where there is nothing to tell. */
record ReportTables(Evaluation evaluation, List<String> names) {
    /** The file has the rest. */
    private static final int LARGEST_PAIRS = 100;

    String classes() {
        long without = names.size() - withVideos().count();
        String note = without == 0 ? "" : faint("Classes without videos, left out: " + without + ".");
        return (evaluation.multiLabel() ? averagePrecisions() : classFigures()) + note;
    }

    private IntStream withVideos() {
        if (evaluation.multiLabel()) {
            long[] videos = MultiLabelCounts.videosOfClasses(evaluation);
            return IntStream.range(0, names.size()).filter(label -> videos[label] > 0);
        }
        return IntStream.range(0, names.size())
                .filter(label -> evaluation.confusion().support(label) > 0);
    }

    private String averagePrecisions() {
        long[] videos = MultiLabelCounts.videosOfClasses(evaluation);
        HtmlTable table =
                new HtmlTable().text("Class").number("No.").number("Videos").number("Average precision");
        withVideos()
                .forEach(label -> table.row(
                        Cell.text(names.get(label)),
                        Cell.number(label),
                        Cell.number(videos[label]),
                        Cell.share(evaluation.averagePrecisions().get(label))));
        return table.sorted("Average precision", false).html();
    }

    private String classFigures() {
        HtmlTable table = new HtmlTable()
                .text("Class")
                .number("No.")
                .number("Videos")
                .number("Correct")
                .number("Accuracy")
                .number("Precision")
                .number("F1")
                .text("Most often taken for");
        withVideos()
                .mapToObj(label -> new ClassFigures(evaluation.confusion(), label))
                .forEach(figures -> table.row(
                        Cell.text(names.get(figures.index())),
                        Cell.number(figures.index()),
                        Cell.number(figures.samples()),
                        Cell.number(figures.correct()),
                        Cell.share(figures.recall()),
                        Cell.share(figures.precision()),
                        Cell.share(figures.f1()),
                        Cell.text(figures.mostFrequentMistake()
                                .map(pair -> names.get(pair.predictedClass()) + " (" + pair.count() + ")")
                                .orElse(""))));
        return table.sorted("Accuracy", false).html();
    }

    String confusedPairs() {
        List<ConfusedPair> pairs = ConfusedPair.of(evaluation.confusion());
        if (pairs.isEmpty()) {
            return "";
        }
        HtmlTable table = new HtmlTable()
                .text("True class")
                .text("Taken for")
                .number("Videos")
                .number("Share of the true class");
        pairs.stream()
                .limit(LARGEST_PAIRS)
                .forEach(pair -> table.row(
                        Cell.text(names.get(pair.trueClass())),
                        Cell.text(names.get(pair.predictedClass())),
                        Cell.number(pair.count()),
                        Cell.share(pair.share())));
        String note = pairs.size() <= LARGEST_PAIRS
                ? ""
                : faint("The first " + LARGEST_PAIRS + " of " + pairs.size() + " pairs; confused_pairs.csv has all.");
        return table.sorted("Videos", true).html() + note;
    }

    String calibration() {
        HtmlTable table = new HtmlTable()
                .text("Confidence")
                .number("Videos")
                .number("Mean confidence")
                .number("Accuracy");
        for (Bin bin : evaluation.calibration().bins()) {
            table.row(
                    Cell.text(Percent.round(bin.lower()) + " to " + Percent.round(bin.upper())),
                    Cell.number(bin.samples()),
                    Cell.share(bin.meanConfidence()),
                    Cell.share(bin.accuracy()));
        }
        return "<p>Expected calibration error "
                + Html.percent(evaluation.calibration().expectedError())
                + ": how far confidence, the probability of the predicted class, is from accuracy, on average over the"
                + " videos.</p>\n"
                + table.html();
    }

    private static String faint(String text) {
        return "<p class=\"faint\">" + text + "</p>\n";
    }

    String skipped() {
        if (evaluation.skipped().isEmpty()) {
            return "";
        }
        HtmlTable table = new HtmlTable().text("Reason").number("Videos").text("For example");
        SkipReason.of(evaluation.skipped())
                .forEach(reason -> table.row(
                        Cell.text(reason.reason()),
                        Cell.number(reason.videos()),
                        Cell.path(reason.example().toString())));
        return table.sorted("Videos", true).html();
    }
}
