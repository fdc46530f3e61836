package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.LayerChoice;
import org.i3d4j.network.LayerChoice.Source;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.choice.Choice;
import org.i3d4j.network.onednn.choice.Chooser;
import org.i3d4j.network.onednn.choice.LayerWays;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network gives the same, whichever ways are chosen for its layers. */
class ChosenWaysTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    private static final String STEM = "Conv3d_1a_7x7";

    /** Of what chooses: what it was asked. */
    private final List<LayerWays> asked = new ArrayList<>();

    @BeforeEach
    void runsHere() {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
    }

    private static OneDnnNetwork network(Precision precision, Chooser chooser) {
        return network(SETTINGS, WEIGHTS, precision, chooser);
    }

    private static OneDnnNetwork network(
            ModelSettings settings, StateDict weights, Precision precision, Chooser chooser) {
        Map<String, Float> ranges = new HashMap<>();
        settings.architecture().units().forEach(unit -> ranges.put(unit.name(), 20f));
        ranges.put(ActivationRanges.INPUT, 1f);
        Arithmetic arithmetic = OneDnnNetwork.arithmetic(settings, new ActivationRanges(ranges), precision);
        return new OneDnnNetwork(settings, weights, precision, arithmetic, chooser);
    }

    /** Takes of each layer the way of that number, the last where there are fewer. */
    private Chooser taking(int number) {
        return layers -> {
            asked.addAll(layers);
            return layers.stream()
                    .collect(Collectors.toMap(
                            layer -> layer,
                            layer -> new Choice(
                                    layer.ways()
                                            .get(Math.min(number, layer.ways().size() - 1)),
                                    Source.MEASURED,
                                    Map.of())));
        };
    }

    @MachineArithmetic
    @ParameterizedTest
    @EnumSource(Precision.class)
    void logitsAreTheSameWhateverIsChosen(Precision precision) {
        assertThat(stemsThatAgree(SETTINGS, WEIGHTS, STEM, 16, precision)).hasSizeGreaterThanOrEqualTo(3);
    }

    /** Its first windows begin within a tile: the kernel of tiles has zeros in front. */
    @MachineArithmetic
    @ParameterizedTest
    @EnumSource(Precision.class)
    void logitsOfResNetAreTheSameWhateverIsChosen(Precision precision) {
        ModelSettings settings = SETTINGS.of(Backbone.RESNET_50);
        assertThat(stemsThatAgree(settings, GoldenModel.weights(settings, 1, false), "conv1", 32, precision))
                .contains("direct", "direct 1x1x2");
    }

    /** The ways of the first unit, with each of which the logits are the same. */
    private Set<String> stemsThatAgree(
            ModelSettings settings, StateDict weights, String stem, int frames, Precision precision) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        try (ClipBatch clips = GoldenClips.batch(5, 1, 3, frames, 128, 128)) {
            Logits byRule;
            try (OneDnnNetwork network = network(settings, weights, precision, Chooser.BY_RULE)) {
                byRule = network.forward(clips);
                assertThat(network.choices())
                        .extracting(LayerChoice::source)
                        .isNotEmpty()
                        .containsOnly(Source.RULE);
            }
            Set<String> stems = new TreeSet<>();
            int ways = 1;
            for (int number = 0; number < ways; number++) {
                try (OneDnnNetwork network = network(settings, weights, precision, taking(number))) {
                    LogitsDifference difference = LogitsDifference.of(byRule, network.forward(clips));
                    assertThat(difference.relative())
                            .as("way %d", number)
                            .isLessThanOrEqualTo(
                                    switch (precision) {
                                        case FP32 -> 1e-4;
                                        case BF16 -> 0.1;
                                        // Sums of integers are exact.
                                        case INT8 -> 0;
                                    });
                    assertThat(network.choices().stream()
                                    .filter(choice -> choice.source() == Source.MEASURED)
                                    .map(LayerChoice::layer))
                            .containsAll(asked.stream()
                                    .map(layer -> layer.unit().name())
                                    .toList());
                    assertThat(network.choices().get(0).layer()).isEqualTo(stem);
                    stems.add(network.choices().get(0).way());
                }
                ways = asked.get(0).ways().size();
            }
            assertThat(stems).hasSize(ways);
            return stems;
        }
    }

    /** A choice for a height and width has to do for every number of frames; where it can't, the rule decides. */
    @Test
    void framesThatDontFitAreLeftToTheRule() {
        try (OneDnnNetwork ruled = network(Precision.FP32, Chooser.BY_RULE);
                OneDnnNetwork network = network(Precision.FP32, taking(1));
                ClipBatch even = GoldenClips.batch(5, 1, 3, 16, 128, 128);
                ClipBatch odd = GoldenClips.batch(5, 1, 3, 9, 128, 128)) {
            network.forward(even);
            assertThat(network.choices()).hasSizeGreaterThan(5);
            Logits logits = network.forward(odd);

            assertThat(LogitsDifference.of(ruled.forward(odd), logits).relative())
                    .isLessThan(1e-4);
            assertThat(asked.stream().map(layer -> layer.unit().name())).doesNotHaveDuplicates();
        }
    }

    /** However large a video is: measuring takes as long as for frames of 256x256. */
    @Test
    void largeFramesAreChosenForAsOfLess() {
        try (OneDnnNetwork network = network(Precision.FP32, taking(0));
                ClipBatch one = GoldenClips.batch(5, 1, 3, 8, 128, 258);
                ClipBatch other = GoldenClips.batch(5, 1, 3, 8, 128, 300)) {
            network.forward(one);
            int layers = asked.size();
            network.forward(other);

            assertThat(asked).hasSize(layers);
            assertThat(asked.get(0).size()).isEqualTo(new Extent(18, 128, 256));
            assertThat(network.choices()).extracting(LayerChoice::source).contains(Source.MEASURED);
        }
    }

    @Test
    void smallFramesAskForNothing() {
        try (OneDnnNetwork network = network(Precision.FP32, taking(1));
                ClipBatch clips = GoldenClips.batch(5, 1, 3, 16, 112, 112)) {
            network.forward(clips);

            assertThat(asked).isEmpty();
            assertThat(network.choices()).extracting(LayerChoice::source).containsOnly(Source.RULE);
        }
    }
}
