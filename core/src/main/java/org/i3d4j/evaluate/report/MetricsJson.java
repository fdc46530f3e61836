package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.report.JsonReport;

/** {@code metrics.json}: the figures, shares in [0, 1], and what was measured, when, by what and how. */
final class MetricsJson {
    private MetricsJson() {}

    static void write(
            Path folder, Evaluation evaluation, Optional<TwoStreamEvaluation> streams, Provenance provenance) {
        Map<String, Object> metrics = new LinkedHashMap<>(evaluation.figures());
        metrics.put("videos", evaluation.videos());
        metrics.put("skipped", evaluation.skipped().size());
        metrics.put("protocol", evaluation.protocol());
        streams.ifPresent(each -> metrics.put("streams", figures(each)));
        metrics.putAll(provenance.fields());
        JsonReport.write(folder.resolve("metrics.json"), metrics);
    }

    private static Map<String, Object> figures(TwoStreamEvaluation streams) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("weights", List.of(streams.weights().rgb(), streams.weights().flow()));
        streams.rows().forEach((name, evaluation) -> fields.put(name, evaluation.figures()));
        return fields;
    }
}
