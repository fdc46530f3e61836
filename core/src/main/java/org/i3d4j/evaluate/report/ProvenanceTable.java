package org.i3d4j.evaluate.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.report.html.Html;
import org.i3d4j.report.html.HtmlTable;
import org.i3d4j.report.html.HtmlTable.Cell;

/** What the page says of how it was measured: a row for each field, and the configurations as they would be written. */
record ProvenanceTable(Provenance provenance) {
    private static final String CONFIG = "config";
    private static final String FLOW_CONFIG = "flow_config";

    String html() {
        Map<String, Object> fields = new LinkedHashMap<>(provenance.fields());
        fields.remove(CONFIG);
        fields.remove(FLOW_CONFIG);
        HtmlTable table = new HtmlTable().text("Field").text("Value");
        append("", fields, table);
        return table.html()
                + details("Configuration", provenance.config())
                + provenance
                        .flowConfig()
                        .map(flow -> details("Configuration of optical flow", flow))
                        .orElse("");
    }

    private static String details(String title, LoadedConfig config) {
        return "<details><summary>" + title + "</summary>\n<pre class=\"scroll\">"
                + config.yaml().lines().map(Html::escape).collect(Collectors.joining("\n")) + "</pre></details>\n";
    }

    private static void append(String prefix, Map<?, ?> fields, HtmlTable table) {
        fields.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                append(prefix + name + ".", inner, table);
            } else {
                table.row(Cell.text(prefix + name), Cell.text(value == null ? "not recorded" : value.toString()));
            }
        });
    }
}
