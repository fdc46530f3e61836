package org.i3d4j.network.onednn.training;

import java.util.function.Supplier;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.jspecify.annotations.Nullable;

/**
 * A feature map that gradients are computed from: kept since the forward pass, or computed again when the first of them asks
 * for it, so that it takes no memory in between. Used while a plan is built.
 */
final class TrainedMap {
    private final FeatureMap forward;
    private final Supplier<FeatureMap> again;
    private @Nullable FeatureMap recomputed;

    private TrainedMap(FeatureMap forward, Supplier<FeatureMap> again) {
        this.forward = forward;
        this.again = again;
    }

    static TrainedMap kept(FeatureMap map) {
        return new TrainedMap(map, () -> map);
    }

    /** @param again adds the steps that compute it once more, from what the backward pass has at that time */
    static TrainedMap recomputed(FeatureMap forward, Supplier<FeatureMap> again) {
        return new TrainedMap(forward, again);
    }

    /** As the forward pass has it. */
    FeatureMap forward() {
        return forward;
    }

    /** As the backward pass has it: asked for while its steps are added. */
    FeatureMap backward() {
        FeatureMap there = recomputed;
        if (there == null) {
            there = again.get();
            recomputed = there;
        }
        return there;
    }
}
