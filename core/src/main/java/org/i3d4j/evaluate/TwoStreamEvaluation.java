package org.i3d4j.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.metrics.StreamWeights;

/**
 * What both streams came to on the same videos, and each alone. A video that one of them could not see is left out of all three.
 *
 * @param weights what each stream counts in {@code both}
 */
public record TwoStreamEvaluation(Evaluation rgb, Evaluation flow, Evaluation both, StreamWeights weights) {

    /** The three of them by what people and files call them, in the order of a table: RGB, flow, both. */
    public Map<String, Evaluation> rows() {
        Map<String, Evaluation> rows = new LinkedHashMap<>();
        rows.put("rgb", rgb);
        rows.put("flow", flow);
        rows.put("both", both);
        return rows;
    }
}
