package org.i3d4j.architecture;

import java.util.Optional;
import java.util.stream.Stream;

/** The networks that there are. */
public enum Backbone {
    /** Inception-v1 inflated, of Carreira and Zisserman: {@link InceptionTable}. */
    INCEPTION(InceptionTable.NAME),
    /** ResNet-50 inflated, as mmaction2 has it: every second frame is left out twice ahead of the first block. */
    RESNET_50("i3d_r50"),
    /** ResNet-50 inflated, as PySlowFast and PyTorchVideo have it, for 8 frames: all of them go through the first blocks. */
    RESNET_50_8X8("i3d_r50_8x8");

    private final String checkpointName;

    Backbone(String checkpointName) {
        this.checkpointName = checkpointName;
    }

    /** What checkpoints and configurations call it. */
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
            case RESNET_50 -> ResNetTable.of(checkpointName, 2, inputChannels, classes);
            case RESNET_50_8X8 -> ResNetTable.of(checkpointName, 1, inputChannels, classes);
        };
    }
}
