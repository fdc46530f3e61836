package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.Modality;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoTenCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.video.transform.frames.ClipView;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips that are stored as the first convolution reads them, instead of as float32. */
class ClipTypesTest {
    private static final int FRAMES = 9;

    /**
     * Mirrored views, whose horizontal flow changes its sign, sizes of which tiles leave pixels over, and ranges by which levels lie halfway
     * between two integers.
     */
    @MachineArithmetic
    @ParameterizedTest
    @CsvSource({
        "BF16, RGB, 40, 36, 1, 0.5, 0.5",
        "BF16, FLOW, 33, 37, 1, 0.5, 0.5",
        "BF16, RGB, 40, 36, 1, 0.45, 0.225",
        "INT8, RGB, 40, 36, 1, 0.5, 0.5",
        "INT8, RGB, 33, 37, 0.83, 0.5, 0.5",
        "INT8, FLOW, 40, 36, 0.9960784, 0.5, 0.5",
        "INT8, RGB, 40, 36, 0.9960785, 0.5, 0.5",
        "INT8, RGB, 40, 36, 0.99607843, 0, 1",
        "INT8, FLOW, 40, 36, 0.972549, 0.50196078, 0.5",
        "INT8, RGB, 40, 36, 2.4444444, 0.45, 0.225"
    })
    void giveTheDigitsOfFloat32(
            Precision precision, Modality modality, int height, int width, float range, double mean, double std) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        List<Double> means = List.of(mean, mean, mean);
        List<Double> deviations = List.of(std, std, std);
        TransformChain ten =
                new TransformChain(List.of(new VideoTenCrop(height, width), new VideoToTensor(means, deviations)));
        ModelSettings settings = ModelSettings.of(modality.channels(), 5);
        StateDict weights = GoldenModel.weights(settings, 1, false);
        try (Network network = new OneDnnNetwork(settings, weights, ranges(settings, range), precision);
                Clip clip = noise(height + 3, width + 5, modality.channels());
                ClipBatch floats = ClipBatch.allocate(2, modality.channels(), FRAMES, height, width);
                ClipBatch stored =
                        ClipBatch.allocate(network.clipType(), 2, modality.channels(), FRAMES, height, width)) {
            assertThat(network.clipType()).isNotEqualTo(ClipType.FLOAT32);
            List<ClipView> views = ten.views(width + 5, height + 3, new SplittableRandom(1));
            for (int row = 0; row < 2; row++) {
                ClipView view = views.get(row * 5 + 1);
                assertThat(view.geometry().flipped()).isEqualTo(row == 1);
                ten.write(clip, 0, view, floats, row);
                ten.write(clip, 0, view, stored, row);
            }
            Logits expected = network.forward(floats);
            Logits found = network.forward(stored);
            assertThat(found.row(0)).containsExactly(expected.row(0));
            assertThat(found.row(1)).containsExactly(expected.row(1));
        }
    }

    /** Wide enough for what random weights make of random clips. */
    private static ActivationRanges ranges(ModelSettings settings, float ofClips) {
        Map<String, Float> ranges = new HashMap<>();
        settings.architecture().units().forEach(unit -> ranges.put(unit.name(), 20f));
        ranges.put(ActivationRanges.INPUT, ofClips);
        return new ActivationRanges(ranges);
    }

    private static Clip noise(int height, int width, int channels) {
        Clip clip = Clip.allocate(FRAMES, height, width, channels);
        SplittableRandom random = new SplittableRandom(7);
        for (int frame = 0; frame < FRAMES; frame++) {
            ByteBuffer pixels = clip.frame(frame);
            for (int i = 0; i < pixels.limit(); i++) {
                pixels.put(i, (byte) random.nextInt(256));
            }
        }
        return clip;
    }

    @MachineArithmetic
    @ParameterizedTest
    @CsvSource({"FP32, float32", "BF16, float32 and bfloat16"})
    void othersAreRefused(Precision precision, String taken) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        ModelSettings settings = ModelSettings.of(3, 5);
        try (Network network = new OneDnnNetwork(
                        settings, GoldenModel.weights(settings, 1, false), ActivationRanges.NONE, precision);
                ClipBatch clips = ClipBatch.allocate(ClipType.int8(0.5f), 1, 3, FRAMES, 32, 32)) {
            assertThatThrownBy(() -> network.forward(clips, Set.of()))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("clips of int8 in units of 0.5; the network takes " + taken);
        }
    }
}
