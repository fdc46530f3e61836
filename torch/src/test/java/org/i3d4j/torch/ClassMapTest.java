package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.predict.heat.MapPlace;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;

class ClassMapTest {
    /** libtorch's head sums 1024 products in float32, whose rounding came to 4.5e-7 of the logit; core's own sums in float64. */
    @Test
    void sumsUpToLibtorchsLogits() {
        ModelSettings settings = ModelSettings.of(3, 4);
        StateDict weights = GoldenModel.weights(settings, 1, false);
        ClassHead head = ClassHead.of(settings.architecture(), weights);
        Compute libtorch = new Compute("cpu", Precision.FP32, Engine.LIBTORCH);
        try (Network network = Engines.create(settings, weights, ActivationRanges.NONE, libtorch);
                ClipBatch batch = GoldenClips.batch(5, 1, 3, 24, 64, 64)) {
            Activations activations = network.forward(batch, Set.of(head.endpoint()));
            MapPlace place = new MapPlace(0, 24, 24, ClipGeometry.whole(64, 64));
            for (int i = 0; i < settings.classes(); i++) {
                ClassMap map = head.map(activations.endpoint(head.endpoint()), 0, place, i, "");
                double logit = activations.logits().row(0)[i];
                assertThat(map.logit()).isCloseTo(logit, within(1e-5 * Math.abs(logit)));
            }
        }
    }
}
