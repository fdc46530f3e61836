package org.i3d4j.predict.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassHeadTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 4);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    private static final ClassHead HEAD = ClassHead.of(SETTINGS.architecture(), WEIGHTS);

    private static Network network(Precision precision) {
        return network(SETTINGS, WEIGHTS, precision);
    }

    private static Network network(ModelSettings settings, StateDict weights, Precision precision) {
        Map<String, Float> ranges = new HashMap<>();
        settings.architecture().units().forEach(unit -> ranges.put(unit.name(), 20f));
        ranges.put(ActivationRanges.INPUT, 1f);
        try {
            return Engines.create(settings, weights, new ActivationRanges(ranges), Compute.onCpu(precision));
        } catch (DeviceException e) {
            assumeTrue(false, "no engine computes in " + precision + " here");
            throw e;
        }
    }

    private static ClassMap map(ClipBatch batch, Activations activations, int clip, int classIndex) {
        return map(HEAD, batch, activations, clip, classIndex);
    }

    private static ClassMap map(ClassHead head, ClipBatch batch, Activations activations, int clip, int classIndex) {
        MapPlace place =
                new MapPlace(0, batch.frames(), batch.frames(), ClipGeometry.whole(batch.height(), batch.width()));
        return head.map(activations.endpoint(head.endpoint()), clip, place, classIndex, "class " + classIndex);
    }

    /**
     * The head sums in float64 and rounds the logit to float32 once, so that this is all the two may differ by: 6e-8 of the logit, where
     * positions cancel a little of what float64 keeps.
     */
    private static void assertExact(ClipBatch batch, Activations activations) {
        assertExact(HEAD, batch, activations);
    }

    private static void assertExact(ClassHead head, ClipBatch batch, Activations activations) {
        for (int clip = 0; clip < batch.clips(); clip++) {
            for (int classIndex = 0; classIndex < head.classes(); classIndex++) {
                ClassMap map = map(head, batch, activations, clip, classIndex);
                double logit = activations.logits().row(clip)[classIndex];
                double size = DoubleStream.of(map.values()).map(Math::abs).sum() + Math.abs(map.bias());
                assertThat(map.sum()).isCloseTo(logit - map.bias(), within(1e-7 * Math.abs(logit) + 1e-12 * size));
                assertThat(map.logit()).isCloseTo(logit, within(1e-7 * Math.abs(logit) + 1e-12 * size));
            }
        }
    }

    /** Maps smaller than the head's window of 2x7x7, as large, and larger on every axis. */
    @ParameterizedTest
    @CsvSource({"8, 32, 32, 1x1x1", "9, 48, 40, 2x2x2", "24, 64, 64, 3x2x2", "17, 256, 260, 3x8x9"})
    void sumsUpToTheLogitLessTheBias(int frames, int height, int width, String size) {
        try (Network network = network(Precision.FP32);
                ClipBatch batch = GoldenClips.batch(5, 2, 3, frames, height, width)) {
            Activations activations = network.forward(batch, Set.of(HEAD.endpoint()));
            assertThat(map(batch, activations, 0, 0).size()).hasToString(size);
            assertExact(batch, activations);
        }
    }

    /** A head that pools everything: each position counts alike. */
    @ParameterizedTest
    @CsvSource({
        "RESNET_50_8X8, FP32, 8, 96, 72, 4x3x3",
        "RESNET_50, FP32, 19, 71, 83, 2x3x3",
        "RESNET_50, INT8, 16, 64, 64, 2x2x2"
    })
    void sumsUpToTheLogitOfResNet(
            Backbone backbone, Precision precision, int frames, int height, int width, String size) {
        ModelSettings settings = new ModelSettings(backbone, 3, 4, 1e-5, 0.1, 0.5);
        StateDict weights = GoldenModel.weights(settings, 1, false);
        ClassHead head = ClassHead.of(settings.architecture(), weights);
        try (Network network = network(settings, weights, precision);
                ClipBatch batch = GoldenClips.batch(5, 2, 3, frames, height, width)) {
            Activations activations = network.forward(batch, Set.of(head.endpoint()));
            assertThat(map(head, batch, activations, 0, 0).size()).hasToString(size);
            assertThat(head.endpoint()).isEqualTo("layer4.2");
            assertExact(head, batch, activations);
        }
    }

    /** The head is computed in float64 whatever the network below is. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void isExactInEveryPrecision(Precision precision) {
        try (Network network = network(precision);
                ClipBatch batch = GoldenClips.batch(5, 1, 3, 24, 64, 64)) {
            assertExact(batch, network.forward(batch, Set.of(HEAD.endpoint())));
        }
    }

    /**
     * The last feature map changes about where the clip is changed: the mean over patches a quarter of a position apart is 0.4 pixels beside
     * it. If positions looked into the middle of their 32 pixels it would be 7.9. The clip is so wide that its edges cut nothing off.
     */
    @Test
    void looksWhereThePositionsSayThatTheyLook() {
        double off = 0;
        try (Network network = network(Precision.FP32);
                ClipBatch batch = ClipBatch.allocate(2, 3, 8, 32, 512)) {
            for (int x = 240; x < 272; x += 8) {
                patch(batch, x);
                Activations activations = network.forward(batch, Set.of(HEAD.endpoint()));
                off += centreOfChange(activations.endpoint(HEAD.endpoint()), map(batch, activations, 0, 0)) - x;
            }
        }
        assertThat(off / 4).isCloseTo(0, within(3.0));
    }

    /** Nothing in the first clip, in the second noise in the columns about one. */
    private static void patch(ClipBatch batch, int column) {
        Random random = new Random(column);
        for (int channel = 0; channel < batch.channels(); channel++) {
            for (int frame = 0; frame < batch.frames(); frame++) {
                FloatBuffer changed = batch.plane(1, channel, frame);
                for (int i = 0; i < changed.limit(); i++) {
                    boolean near = Math.abs(i % batch.width() - column) < 8;
                    batch.plane(0, channel, frame).put(i, 0);
                    changed.put(i, near ? random.nextFloat() * 2 - 1 : 0);
                }
            }
        }
    }

    /** By columns, weighted by how much the features change, in pixels. */
    private static double centreOfChange(TensorData features, ClassMap map) {
        FloatBuffer values = features.floats();
        int half = values.limit() / 2;
        double all = 0;
        double centre = 0;
        for (int i = 0; i < half; i++) {
            double change = Math.pow(values.get(half + i) - values.get(i), 2);
            all += change;
            centre += change * map.centres().width().centre(i % map.size().width());
        }
        return centre / all;
    }

    @Test
    void refusesFeaturesOfAnotherNetworkAndUnknownClasses() {
        MapPlace place = new MapPlace(0, 8, 8, ClipGeometry.whole(32, 32));
        TensorData few = TensorData.of(new float[8], 1, 8, 1, 1, 1);
        TensorData fit = TensorData.of(new float[1024], 1, 1024, 1, 1, 1);
        assertThatThrownBy(() -> HEAD.map(few, 0, place, 0, ""))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[1, 8, 1, 1, 1]", "1024");
        assertThatThrownBy(() -> HEAD.map(fit, 1, place, 0, "")).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> HEAD.map(fit, 0, place, 4, ""))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("no class 4; there are 0 to 3");
        assertThatThrownBy(() -> new MapPlace(4, 4, 8, ClipGeometry.whole(32, 32)))
                .isInstanceOf(ShapeException.class);
    }
}
