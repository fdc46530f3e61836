package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.report.html.Html;
import org.i3d4j.report.html.HtmlPage;

/**
 * {@code report.html}: everything on one page that needs no other file and no network.
 *
 * @param names of the network's classes
 * @param streams each of them and both, if there are two
 * @param thumbnail makes what is played
 * @param pictures those that could be drawn
 * @param provenance what was measured, and how
 */
record ReportPage(
        Evaluation evaluation,
        List<String> names,
        Optional<TwoStreamEvaluation> streams,
        Thumbnail thumbnail,
        List<Picture> pictures,
        Provenance provenance) {
    private static final Map<String, String> TITLES = Map.of(
            "mean_average_precision", "Mean average precision",
            "top1", "Top-1",
            "top5", "Top-5",
            "mean_class_accuracy", "Mean class accuracy",
            "loss", "Loss",
            "expected_calibration_error", "Calibration error");

    /** Of a figure, by its name in files. */
    static String title(String figure) {
        return TITLES.getOrDefault(figure, figure);
    }

    /** @throws OutputException if it can't be written */
    void write(Path file) {
        HtmlPage page = new HtmlPage("Evaluation");
        page.section("Result", figures());
        streams.ifPresent(each -> page.section("Streams", new StreamsSection(each, names).html()));
        page.section("Worst mistakes", new WorstMistakes(evaluation, names, thumbnail).html());
        ReportTables tables = new ReportTables(evaluation, names);
        page.section("Classes", tables.classes());
        page.section("Most confused pairs", tables.confusedPairs());
        page.section("Calibration", tables.calibration());
        pictures.forEach(picture -> page.section(picture.title(), picture.html()));
        page.section("Skipped videos", tables.skipped());
        page.section("How it was measured", new ProvenanceTable(provenance).html());
        page.write(file);
    }

    private String figures() {
        StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
        evaluation
                .figures()
                .forEach((name, value) -> html.append("<div><dt>%s</dt><dd>%s</dd></div>\n"
                        .formatted(title(name), name.equals("loss") ? plain(value) : Html.percent(value))));
        html.append("<div><dt>Videos</dt><dd>")
                .append(evaluation.videos())
                .append("<small>")
                .append(evaluation.skipped().size())
                .append(" skipped</small></dd></div>\n</dl>\n");
        return html.append("<p class=\"faint path\">Protocol: ")
                .append(Html.escape(evaluation.protocol()))
                .append("</p>\n")
                .toString();
    }

    private static String plain(double value) {
        return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.4f", value);
    }
}
