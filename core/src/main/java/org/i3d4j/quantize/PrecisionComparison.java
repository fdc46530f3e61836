package org.i3d4j.quantize;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DeviceException;
import org.i3d4j.metrics.Agreement;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;

/**
 * A calibrated model's answers in every precision that can be had here, beside those in float32.
 *
 * @param agreements of each precision with float32, which is among them, in the order of {@link Precision}
 * @param missing why a precision was not measured
 * @param videos how many were seen
 * @param skipped those that could not be read
 */
public record PrecisionComparison(
        Map<Precision, Agreement> agreements, Map<Precision, String> missing, int videos, List<SkippedVideo> skipped) {
    /** Below it, 8-bit arithmetic costs more than it should. */
    private static final double EXPECTED_AGREEMENT = 0.98;

    public PrecisionComparison {
        agreements = Collections.unmodifiableMap(agreements);
        missing = Collections.unmodifiableMap(missing);
        skipped = List.copyOf(skipped);
    }

    /**
     * Runs a model in all precisions on the CPU.
     *
     * @param progress told how many videos are done
     * @throws DeviceException if no engine runs float32 here
     * @throws org.i3d4j.error.WeightsException if the model was not calibrated
     * @throws org.i3d4j.error.I3dException if no video can be read
     */
    public static PrecisionComparison of(SavedModel model, ChosenVideos videos, IntConsumer progress) {
        Map<Precision, Network> networks = new EnumMap<>(Precision.class);
        Map<Precision, String> missing = new EnumMap<>(Precision.class);
        try {
            open(model, networks, missing);
            Map<Precision, Agreement> agreements = new EnumMap<>(Precision.class);
            networks.keySet().forEach(precision -> agreements.put(precision, new Agreement()));
            List<SkippedVideo> skipped = videos.run(
                    List.copyOf(networks.values()), (label, logits) -> add(agreements, label, logits), progress);
            return new PrecisionComparison(agreements, missing, videos.count() - skipped.size(), skipped);
        } finally {
            networks.values().forEach(Network::close);
        }
    }

    private static void open(SavedModel model, Map<Precision, Network> networks, Map<Precision, String> missing) {
        for (Precision precision : Precision.values()) {
            try {
                networks.put(precision, model.network(Compute.onCpu(precision).asDeterministic()));
            } catch (DeviceException e) {
                if (precision == Precision.FP32) {
                    // There is nothing to compare with.
                    throw e;
                }
                missing.put(precision, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void add(Map<Precision, Agreement> agreements, int label, List<float[]> logits) {
        float[] reference = logits.get(0);
        int at = 0;
        for (Agreement agreement : agreements.values()) {
            float[] found = logits.get(at);
            if (label == VideoSample.UNLABELLED) {
                agreement.add(reference, found);
            } else {
                agreement.add(reference, found, label);
            }
            at++;
        }
    }

    /** Whether 8-bit arithmetic was measured and finds another class than float32 for too many videos, more than one in 50. */
    public boolean losesTooMuch() {
        Agreement int8 = agreements.get(Precision.INT8);
        return int8 != null && !(int8.sameTop1() >= EXPECTED_AGREEMENT);
    }
}
