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

    /**
     * The endpoint called {@code name}.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public TensorData endpoint(String name) {
        TensorData values = endpoints.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "endpoint " + name + " was not asked for; there are " + endpoints.keySet());
        }
        return values;
    }
}
