package org.i3d4j.bench.peer;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.weights.onnx.OnnxWriter;

/** Writes a network with random weights as an ONNX model for clips of any size: RGB, 400 classes. */
public final class RandomModel {
    private RandomModel() {}

    /**
     * Runs as a program.
     *
     * @param args FILE.onnx, the network as checkpoints call it
     */
    public static void main(String[] args) {
        ModelSettings settings =
                ModelSettings.of(3, 400).of(Backbone.named(args[1]).orElseThrow());
        try (TorchNetwork network = TorchNetwork.random(settings, "cpu", Precision.FP32, 1)) {
            OnnxWriter.write(Path.of(args[0]), settings, network.stateDict(), Optional.empty(), Map.of());
        }
    }
}
