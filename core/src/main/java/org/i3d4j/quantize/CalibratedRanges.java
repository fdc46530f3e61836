package org.i3d4j.quantize;

import java.util.List;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.network.onednn.CalibratingNetwork;

/**
 * How large the feature maps of a model get: {@link SavedModel#withRanges} makes one of it that runs in 8-bit integers.
 *
 * @param ranges of the clips and of every convolution unit
 * @param videos how many were seen
 * @param skipped those that could not be read
 */
public record CalibratedRanges(ActivationRanges ranges, int videos, List<SkippedVideo> skipped) {
    public CalibratedRanges {
        skipped = List.copyOf(skipped);
    }

    /**
     * Runs a model in float32 on videos, and looks at its feature maps.
     *
     * @param rule how ranges follow from values
     * @param progress told how many videos are done
     * @throws org.i3d4j.error.DeviceException if oneDNN can't run float32 fast here
     * @throws org.i3d4j.error.WeightsException if a feature map holds a value that is not finite
     * @throws org.i3d4j.error.I3dException if no video can be read
     */
    public static CalibratedRanges of(SavedModel model, ChosenVideos videos, RangeRule rule, IntConsumer progress) {
        try (CalibratingNetwork network = new CalibratingNetwork(model.settings(), model.weights())) {
            List<SkippedVideo> skipped = videos.run(List.of(network), (label, logits) -> {}, progress);
            return new CalibratedRanges(network.ranges(rule), videos.count() - skipped.size(), skipped);
        }
    }
}
