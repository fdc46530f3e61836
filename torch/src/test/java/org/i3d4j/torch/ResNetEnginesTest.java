package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.OneDnnProvider;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inflated ResNet-50 by oneDNN is what it is by libtorch. */
@MachineArithmetic
class ResNetEnginesTest {

    @ParameterizedTest
    @CsvSource({
        "RESNET_50_8X8, 8, 64, 64",
        "RESNET_50_8X8, 5, 71, 83",
        "RESNET_50, 16, 64, 96",
        "RESNET_50, 9, 33, 47",
        "RESNET_50_NL_GAUSSIAN, 9, 64, 96",
        "RESNET_50_NL_EMBEDDED_GAUSSIAN, 9, 33, 47",
        "RESNET_50_NL_DOT_PRODUCT, 16, 64, 64",
        "RESNET_50_8X8_NLN, 5, 71, 83"
    })
    void everyEndpointAgrees(Backbone backbone, int frames, int height, int width) {
        ModelSettings settings = ModelSettings.of(3, 7).of(backbone);
        // Exponentials of products of the map with itself, of some hundreds, whose last digit is 3e-5.
        double tolerance = backbone == Backbone.RESNET_50_NL_GAUSSIAN ? 1e-3 : 1e-4;
        try (ClipBatch clips = GoldenClips.batch(3, 2, 3, frames, height, width)) {
            Activations expected = libtorch(settings, Precision.FP32, clips);
            Activations exact = onednn(settings, Precision.FP32, clips);
            Activations rounded = onednn(settings, Precision.BF16, clips);
            Activations alsoRounded = libtorch(settings, Precision.BF16, clips);
            for (String endpoint : endpoints(settings)) {
                TensorData wanted = expected.endpoint(endpoint);
                assertThat(exact.endpoint(endpoint).shape()).isEqualTo(wanted.shape());
                assertThat(distance(exact.endpoint(endpoint), wanted))
                        .as(endpoint)
                        .isLessThan(tolerance);
                // What bfloat16 rounds off is as much by either, up to chance where there are a few values only.
                double factor = wanted.size() < 1000 ? 2 : 1.3;
                assertThat(distance(rounded.endpoint(endpoint), wanted))
                        .as(endpoint)
                        .isLessThan(factor * distance(alsoRounded.endpoint(endpoint), wanted));
            }
        }
    }

    private static List<String> endpoints(ModelSettings settings) {
        return settings.architecture().endpoints().stream()
                .filter(endpoint -> !endpoint.equals(Architecture.PREDICTIONS))
                .toList();
    }

    private static Activations onednn(ModelSettings settings, Precision precision, ClipBatch clips) {
        Compute compute = new Compute("cpu", precision, Engine.ONEDNN);
        assumeTrue(new OneDnnProvider().obstacle(compute).isEmpty());
        StateDict weights = GoldenModel.weights(settings, 1, true);
        try (Network network = new OneDnnProvider()
                .create(settings, weights, ActivationRanges.NONE, compute)
                .get(0)) {
            return network.forward(clips, Set.copyOf(endpoints(settings)));
        }
    }

    private static Activations libtorch(ModelSettings settings, Precision precision, ClipBatch clips) {
        try (Network network = TorchNetwork.of(settings, GoldenModel.weights(settings, 1, true), "cpu", precision)) {
            return network.forward(clips, Set.copyOf(endpoints(settings)));
        }
    }

    /** Relative L2. */
    private static double distance(TensorData found, TensorData expected) {
        float[] values = found.toFloatArray();
        float[] wanted = expected.toFloatArray();
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < wanted.length; i++) {
            difference += Math.pow((double) values[i] - wanted[i], 2);
            norm += (double) wanted[i] * wanted[i];
        }
        return Math.sqrt(difference / norm);
    }
}
