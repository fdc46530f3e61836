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
    RESNET_50_PYTORCHVIDEO("i3d_r50_8x8_pytorchvideo");

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
            case RESNET_50 -> ResNetTable.MMACTION2.architecture(checkpointName, inputChannels, classes);
            case RESNET_50_HEAVY -> ResNetTable.HEAVY.architecture(checkpointName, inputChannels, classes);
            case RESNET_50_8X8 -> ResNetTable.PYSLOWFAST.architecture(checkpointName, inputChannels, classes);
            case RESNET_50_PYTORCHVIDEO ->
                ResNetTable.PYTORCHVIDEO.architecture(checkpointName, inputChannels, classes);
        };
    }

    /** What its published models add to the variance in batch norm. */
    public double batchNormEps() {
        return this == INCEPTION ? ModelSettings.DEFAULT_BATCH_NORM_EPS : RESNET_EPS;
    }
}
