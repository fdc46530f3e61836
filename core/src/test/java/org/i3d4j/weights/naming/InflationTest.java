package org.i3d4j.weights.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InflationTest {
    private static final String STEM = "Conv3d_1a_7x7.conv3d.weight";

    /** The names and shapes of torchvision 0.29's GoogLeNet, from its state dict. */
    private static Map<String, String> torchvision() throws IOException {
        try (InputStream in = InflationTest.class.getResourceAsStream("/golden/googlenet.csv");
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(Objects.requireNonNull(in))) {
            return csv.stream().collect(Collectors.toMap(row -> row.getField("name"), row -> row.getField("shape")));
        }
    }

    @Test
    void everyTensorOfTorchvisionButTheAuxiliaryHeadsIsUsed() throws IOException {
        Map<String, String> expected = new HashMap<>(torchvision());
        expected.keySet().removeIf(name -> name.startsWith("aux") || name.endsWith("num_batches_tracked"));

        Map<String, String> found = new HashMap<>();
        Networks2d.random(Network2d.TORCHVISION_GOOGLENET, 1000)
                .tensors()
                .forEach((name, info) -> found.put(
                        name, info.shape().stream().map(String::valueOf).collect(Collectors.joining("x"))));

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Network2d.class)
    void everyTensorOfTheNetworkIsMade(Network2d family) {
        try (MemoryWeights network = Networks2d.random(family, 5)) {
            Inflation rgb = Inflation.of(network, Optional.empty(), 3);
            Inflation flow = Inflation.of(network, Optional.empty(), 2);

            assertThat(rgb.source()).isEqualTo(family);
            assertThat(rgb.settings().classes()).isEqualTo(5);
            assertThat(rgb.leftovers()).isEmpty();
            assertThat(StateDictCheck.require("rgb", rgb.settings().architecture(), rgb.weights()))
                    .isEmpty();
            assertThat(StateDictCheck.require("flow", flow.settings().architecture(), flow.weights()))
                    .isEmpty();
        }
    }

    @Test
    void kernelsRepeatOverTimeAndKeepTheirSum() {
        try (MemoryWeights network = Networks2d.random(Network2d.TORCHVISION_GOOGLENET, 5)) {
            float[] flat = network.read("conv1.conv.weight").toFloatArray();
            float[] deep = Inflation.of(network, Optional.empty(), 3)
                    .weights()
                    .require(STEM)
                    .toFloatArray();

            int window = 49;
            for (int time = 0; time < 7; time++) {
                assertThat(deep[5 * 7 * window + time * window + 11]).isEqualTo(flat[5 * window + 11] / 7);
            }
        }
    }

    @Test
    void flowReadsTheMeanOfTheColours() {
        try (MemoryWeights network = Networks2d.random(Network2d.SLIM_INCEPTION_V1, 5)) {
            TensorData flat = network.read("InceptionV1/Conv2d_1a_7x7/weights");
            float[] deep = Inflation.of(network, Optional.empty(), 2)
                    .weights()
                    .require(STEM)
                    .toFloatArray();

            float[] hwio = flat.toFloatArray();
            double mean = (hwio[10] + hwio[64 + 10] + hwio[128 + 10]) / 3.0;
            assertThat((double) deep[10 * 2 * 343]).isCloseTo(mean / 7, within(1e-8));
            assertThat(deep[(10 * 2 + 1) * 343]).isEqualTo(deep[10 * 2 * 343]);
        }
    }

    @Test
    void otherNetworksAreRefused() {
        MemoryWeights vgg = new MemoryWeights(Map.of("features.0.weight", TensorData.of(new float[9], 1, 1, 3, 3)));

        assertThatThrownBy(() -> Inflation.of(vgg, Optional.empty(), 3))
                .isInstanceOf(WeightsException.class)
                .hasMessage("memory: has no tensor of a 2D network by the names of torchvision GoogLeNet, TF-slim"
                        + " InceptionV1, torchvision ResNet-50");
    }

    @Test
    void deeperResNetsAreRefused() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        try (MemoryWeights network = Networks2d.random(Network2d.TORCHVISION_RESNET_50, 5)) {
            network.tensors().keySet().forEach(name -> tensors.put(name, network.read(name)));
        }
        tensors.put("layer3.6.conv1.weight", TensorData.of(new float[4], 2, 2, 1, 1));

        assertThatThrownBy(() -> Inflation.of(new MemoryWeights(tensors), Optional.empty(), 3))
                .isInstanceOf(WeightsException.class)
                .hasMessage("memory: is of a deeper ResNet than ResNet-50, which i3d4j doesn't have; found"
                        + " 'layer3.6.conv1.weight'");
    }

    @Test
    void aNetworkIsNotInflatedToAnother() {
        try (MemoryWeights network = Networks2d.random(Network2d.TORCHVISION_RESNET_50, 5)) {
            assertThat(Inflation.of(network, Optional.of(Backbone.RESNET_50_8X8), 3)
                            .settings()
                            .backbone())
                    .isEqualTo(Backbone.RESNET_50_8X8);
            assertThatThrownBy(() -> Inflation.of(network, Optional.of(Backbone.INCEPTION), 3))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("memory: a torchvision ResNet-50 can't be inflated to I3D; expected one of i3d_r50,"
                            + " i3d_r50_heavy, i3d_r50_8x8, i3d_r50_8x8_pytorchvideo");
        }
    }

    @Test
    void tensorsOfOtherShapesAreNamed() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        MemoryWeights whole = Networks2d.random(Network2d.TORCHVISION_GOOGLENET, 5);
        whole.tensors().keySet().forEach(name -> tensors.put(name, whole.read(name)));
        tensors.put("conv2.conv.weight", TensorData.of(new float[64 * 32], 64, 32, 1, 1));

        assertThatThrownBy(() -> Inflation.of(new MemoryWeights(tensors), Optional.empty(), 3))
                .isInstanceOf(WeightsException.class)
                .hasMessage("memory: conv2.conv.weight: found shape [64, 32, 1, 1], expected output channels, input"
                        + " channels, height and width " + List.of(64, 64, 1, 1));
    }
}
