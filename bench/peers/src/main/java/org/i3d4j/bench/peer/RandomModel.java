package org.i3d4j.bench.peer;

import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/** Writes a network with random weights: RGB, 400 classes. */
public final class RandomModel {
    private RandomModel() {}

    /**
     * Runs as a program.
     *
     * @param args FILE.safetensors
     */
    public static void main(String[] args) {
        try (TorchNetwork network = TorchNetwork.random(ModelSettings.of(3, 400), "cpu", Precision.FP32, 1)) {
            SafetensorsWriter.writeChecked(
                    Path.of(args[0]), Map.of(), network.stateDict().asMap());
        }
    }
}
