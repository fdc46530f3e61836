package org.i3d4j.network.onednn.choice;

import java.util.Map;
import org.i3d4j.network.LayerChoice;

/**
 * A way that was chosen.
 *
 * @param milliseconds what each way took, by name
 */
public record Choice(Way way, LayerChoice.Source source, Map<String, Double> milliseconds) {}
