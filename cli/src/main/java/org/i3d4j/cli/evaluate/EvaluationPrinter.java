package org.i3d4j.cli.evaluate;

import java.io.PrintWriter;
import java.util.Locale;
import org.i3d4j.cli.output.LeftOutVideos;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.metrics.Percent;

/** Prints what was measured, for people. */
final class EvaluationPrinter {
    private final PrintWriter people;

    EvaluationPrinter(PrintWriter people) {
        this.people = people;
    }

    /** What was measured how, on which videos. */
    void printProtocol(Evaluation evaluation) {
        people.println("protocol: " + evaluation.protocol());
        people.println("videos: " + evaluation.videos() + " used, "
                + evaluation.skipped().size() + " skipped");
        LeftOutVideos.print(evaluation.skipped(), people);
    }

    /** A line a figure. */
    void printFigures(Evaluation evaluation) {
        evaluation
                .figures()
                .forEach((name, value) -> people.println(name.replace('_', ' ') + ": " + text(name, value)));
    }

    /** A row a stream, and one of both. */
    void printStreams(TwoStreamEvaluation streams) {
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-6s", "stream"));
        streams.both().figures().keySet().forEach(name -> head.append(field(name, name.replace('_', ' '))));
        people.println(head);
        streams.rows().forEach((stream, evaluation) -> {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-6s", title(stream)));
            evaluation.figures().forEach((name, value) -> row.append(field(name, text(name, value))));
            people.println(row);
        });
    }

    /** What people call a row of {@link TwoStreamEvaluation#rows}. */
    static String title(String stream) {
        return stream.equals("rgb") ? "RGB" : stream;
    }

    /** As wide as a share, or the name above it. */
    private static String field(String figure, String text) {
        return "  " + String.format(Locale.ROOT, "%" + Math.max(8, figure.length()) + "s", text);
    }

    private static String text(String figure, double value) {
        return figure.equals("loss") ? String.format(Locale.ROOT, "%.4f", value) : Percent.of(value);
    }

    void flush() {
        people.flush();
    }
}
