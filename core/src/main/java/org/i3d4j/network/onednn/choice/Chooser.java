package org.i3d4j.network.onednn.choice;

import java.util.List;
import java.util.Map;

/** Chooses ways. Safe for use by several threads. */
@FunctionalInterface
public interface Chooser {
    /** Leaves all to the rule. */
    Chooser BY_RULE = layers -> Map.of();

    /** What was found of {@code layers}; the rule decides on those that are missing. */
    Map<LayerWays, Choice> choose(List<LayerWays> layers);
}
