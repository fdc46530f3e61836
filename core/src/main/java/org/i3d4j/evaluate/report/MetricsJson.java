package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.report.JsonReport;

/** {@code metrics.json}: the figures, shares in [0, 1], and what was measured, when, by what and how. */
final class MetricsJson {
    private MetricsJson() {}

    static void write(Path folder, Evaluation evaluation, Provenance provenance) {
        Map<String, Object> metrics = new LinkedHashMap<>(evaluation.figures());
        metrics.put("videos", evaluation.videos());
        metrics.put("skipped", evaluation.skipped().size());
        metrics.put("protocol", evaluation.protocol());
        metrics.putAll(provenance.fields());
        JsonReport.write(folder.resolve("metrics.json"), metrics);
    }
}
