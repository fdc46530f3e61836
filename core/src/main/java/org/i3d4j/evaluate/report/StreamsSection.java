package org.i3d4j.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.report.html.HtmlTable;
import org.i3d4j.report.html.HtmlTable.Cell;
import org.i3d4j.text.Counted;

/** The page's tables of two streams: figures of each and both, and the classes that the second one helped. */
record StreamsSection(TwoStreamEvaluation streams, List<String> names) {
    private static final Map<String, String> TITLES = Map.of("rgb", "RGB", "flow", "Optical flow", "both", "Both");

    private static final String GAIN = "Gain over RGB, points";

    String html() {
        List<StreamGains> classes = StreamGains.of(streams);
        long helped = classes.stream().filter(gains -> gains.gain() > 0).count();
        long harmed = classes.stream().filter(gains -> gains.gain() < 0).count();
        return figures() + "<p>The same " + Counted.of(streams.both().videos(), "video")
                + " in each row; both: RGB and flow weighted "
                + streams.weights() + ". Beside RGB alone, flow helped " + helped + " of " + classes.size()
                + " classes and harmed " + harmed + ".</p>\n" + classes(classes);
    }

    private String figures() {
        HtmlTable table = new HtmlTable().text("Stream");
        streams.both().figures().keySet().forEach(name -> table.number(ReportPage.title(name)));
        streams.rows()
                .forEach((stream, evaluation) ->
                        table.row(row(stream, evaluation).toArray(Cell[]::new)));
        return table.html();
    }

    private static List<Cell> row(String stream, Evaluation evaluation) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.text(TITLES.getOrDefault(stream, stream)));
        evaluation
                .figures()
                .forEach((name, value) ->
                        cells.add(name.equals("loss") ? Cell.number(value, "%.4f") : Cell.share(value)));
        return cells;
    }

    private String classes(List<StreamGains> classes) {
        HtmlTable table = new HtmlTable()
                .text("Class")
                .number("Videos")
                .number("RGB")
                .number("Flow")
                .number("Both")
                .number(GAIN);
        classes.forEach(gains -> table.row(
                Cell.text(names.get(gains.label())),
                Cell.number(gains.videos()),
                Cell.share(gains.rgb()),
                Cell.share(gains.flow()),
                Cell.share(gains.both()),
                Cell.number(100 * gains.gain(), "%+.2f")));
        return table.sorted(GAIN, true).html();
    }
}
