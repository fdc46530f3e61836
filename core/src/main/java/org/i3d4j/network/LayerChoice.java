package org.i3d4j.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a layer that can be computed in several ways is computed.
 *
 * @param layer as {@code Mixed_3b.b1b} or {@code layer1.0.conv1}
 * @param way what was chosen, as {@code direct} or {@code winograd}
 * @param source who chose
 * @param milliseconds what each way took when they were measured, for a few frames; empty by rule
 */
public record LayerChoice(String layer, String way, Source source, Map<String, Double> milliseconds) {
    /** Who chooses. */
    public enum Source {
        /** A rule, the same on every machine. */
        RULE,
        /** Times that this process measured. */
        MEASURED,
        /** Times that were measured before, on such a machine. */
        KEPT
    }

    public LayerChoice {
        milliseconds = Collections.unmodifiableMap(new LinkedHashMap<>(milliseconds));
    }
}
