package org.i3d4j.network;

import java.util.Map;
import org.i3d4j.weights.TensorData;

/**
 * What one run of the network gave.
 *
 * @param logits averaged over time and space
 * @param endpoints the endpoints asked for, by name, N,C,T,H,W (Predictions: N,classes)
 */
public record Activations(Logits logits, Map<String, TensorData> endpoints) {
    public Activations {
        endpoints = Map.copyOf(endpoints);
    }
}
