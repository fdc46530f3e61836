package org.i3d4j.architecture;

import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.architecture.ResNetTable.NonLocality;

/** The networks that there are. */
public enum Backbone {
    /** Inception-v1 inflated, of Carreira and Zisserman: {@link InceptionTable}. */
    INCEPTION(InceptionTable.NAME),
    /** ResNet-50 inflated, as mmaction2 has it: every second frame is left out twice ahead of the first block. */
    RESNET_50("i3d_r50"),
    /** ResNet-50 inflated, as PySlowFast and PyTorchVideo have it, for 8 frames: all of them go through the first blocks. */
    RESNET_50_8X8("i3d_r50_8x8"),
    /** {@link #RESNET_50} with mmaction2's non-local blocks of the Gaussian. */
    RESNET_50_NL_GAUSSIAN("i3d_r50_nl_gaussian"),
    /** {@link #RESNET_50} with mmaction2's non-local blocks of the embedded Gaussian. */
    RESNET_50_NL_EMBEDDED_GAUSSIAN("i3d_r50_nl_embedded_gaussian"),
    /** {@link #RESNET_50} with mmaction2's non-local blocks of the dot product. */
    RESNET_50_NL_DOT_PRODUCT("i3d_r50_nl_dot_product"),
    /** {@link #RESNET_50_8X8} with PySlowFast's non-local blocks, which it calls I3D NLN. */
    RESNET_50_8X8_NLN("i3d_r50_8x8_nln");

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
            case RESNET_50 -> resNet(2, Optional.empty(), inputChannels, classes);
            case RESNET_50_8X8 -> resNet(1, Optional.empty(), inputChannels, classes);
            case RESNET_50_NL_GAUSSIAN -> resNet(2, Optional.of(NonLocality.GAUSSIAN), inputChannels, classes);
            case RESNET_50_NL_EMBEDDED_GAUSSIAN ->
                resNet(2, Optional.of(NonLocality.EMBEDDED_GAUSSIAN), inputChannels, classes);
            case RESNET_50_NL_DOT_PRODUCT -> resNet(2, Optional.of(NonLocality.DOT_PRODUCT), inputChannels, classes);
            case RESNET_50_8X8_NLN -> resNet(1, Optional.of(NonLocality.POOLED_SOFTMAX), inputChannels, classes);
        };
    }

    private Architecture resNet(int earlyStride, Optional<NonLocality> nonLocality, int inputChannels, int classes) {
        return ResNetTable.of(checkpointName, earlyStride, nonLocality, inputChannels, classes);
    }
}
