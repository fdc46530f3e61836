package org.i3d4j.architecture;

import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.text.YamlNamed;

/** The networks that there are. */
public enum Backbone implements YamlNamed {
    /** Inception-v1 inflated, of Carreira and Zisserman: {@link InceptionTable}. */
    INCEPTION("I3D", InceptionTable.NAME),
    /** ResNet-50 inflated, as mmaction2 has it: every second frame is left out twice ahead of the first block. */
    RESNET_50("i3d_r50"),
    /** mmaction2's {@code heavy}: all frames go through the first blocks, and every block sees three of them. */
    RESNET_50_HEAVY("i3d_r50_heavy"),
    /** ResNet-50 inflated, as PySlowFast has it, for 8 frames: all of them go through the first blocks. */
    RESNET_50_8X8("i3d_r50_8x8"),
    /** The same as PyTorchVideo has it, which takes another mean of clips of more than 8x224x224. */
    RESNET_50_PYTORCHVIDEO("i3d_r50_8x8_pytorchvideo"),
    /** {@link #RESNET_50} with mmaction2's non-local blocks of the Gaussian. */
    RESNET_50_NL_GAUSSIAN("i3d_r50_nl_gaussian"),
    /** {@link #RESNET_50} with mmaction2's non-local blocks of the embedded Gaussian. */
    RESNET_50_NL_EMBEDDED_GAUSSIAN("i3d_r50_nl_embedded_gaussian"),
    /** {@link #RESNET_50} with mmaction2's non-local blocks of the dot product. */
    RESNET_50_NL_DOT_PRODUCT("i3d_r50_nl_dot_product"),
    /** {@link #RESNET_50_8X8} with PySlowFast's non-local blocks, which it calls I3D NLN. */
    RESNET_50_8X8_NLN("i3d_r50_8x8_nln");

    private static final double RESNET_EPS = 1e-5;

    private final String yamlName;
    private final String checkpointName;

    Backbone(String name) {
        this(name, name);
    }

    Backbone(String yamlName, String checkpointName) {
        this.yamlName = yamlName;
        this.checkpointName = checkpointName;
    }

    /** What configurations and the command line call it. */
    @Override
    public String yamlName() {
        return yamlName;
    }

    /** What checkpoints call it. */
    public String checkpointName() {
        return checkpointName;
    }

    /** The one of this {@link #checkpointName}. */
    public static Optional<Backbone> named(String checkpointName) {
        return Stream.of(values())
                .filter(backbone -> backbone.checkpointName.equals(checkpointName))
                .findFirst();
    }

    /** Its table for {@code inputChannels} (3 for RGB, 2 for flow) and any number of classes. */
    public Architecture architecture(int inputChannels, int classes) {
        return switch (this) {
            case INCEPTION -> InceptionTable.of(inputChannels, classes);
            case RESNET_50 -> resNet(ResNetTable.MMACTION2, inputChannels, classes);
            case RESNET_50_HEAVY -> resNet(ResNetTable.HEAVY, inputChannels, classes);
            case RESNET_50_8X8 -> resNet(ResNetTable.PYSLOWFAST, inputChannels, classes);
            case RESNET_50_PYTORCHVIDEO -> resNet(ResNetTable.PYTORCHVIDEO, inputChannels, classes);
            case RESNET_50_NL_GAUSSIAN -> resNet(ResNetTable.GAUSSIAN, inputChannels, classes);
            case RESNET_50_NL_EMBEDDED_GAUSSIAN -> resNet(ResNetTable.EMBEDDED_GAUSSIAN, inputChannels, classes);
            case RESNET_50_NL_DOT_PRODUCT -> resNet(ResNetTable.DOT_PRODUCT, inputChannels, classes);
            case RESNET_50_8X8_NLN -> resNet(ResNetTable.PYSLOWFAST_NLN, inputChannels, classes);
        };
    }

    private Architecture resNet(ResNetTable table, int inputChannels, int classes) {
        return table.architecture(checkpointName, inputChannels, classes);
    }

    /** Whether tensors of the one are tensors of the other, by names and shapes: strides may differ all the same. */
    public boolean hasTensorsOf(Backbone other) {
        return Parameter.of(architecture(1, 1)).equals(Parameter.of(other.architecture(1, 1)));
    }

    /** What its published models add to the variance in batch norm. */
    public double batchNormEps() {
        return this == INCEPTION ? ModelSettings.DEFAULT_BATCH_NORM_EPS : RESNET_EPS;
    }
}
