package org.i3d4j.architecture;

import java.util.List;

/**
 * The table of Inception-v1 inflated to 3D (Carreira and Zisserman, "Quo Vadis, Action Recognition?", CVPR 2017,
 * arXiv 1705.07750), with the endpoint names of the published models.
 */
public final class InceptionTable {
    /** What checkpoints call it. */
    public static final String NAME = "inception_i3d";

    private static final Extent POINT = Extent.cube(1);
    private static final Extent SPATIAL_3X3 = new Extent(1, 3, 3);
    private static final Extent SPATIAL_STRIDE = new Extent(1, 2, 2);

    private InceptionTable() {}

    /** The network for {@code inputChannels} (3 for RGB, 2 for flow) and any number of classes. */
    public static Architecture of(int inputChannels, int classes) {
        List<Stage> stages = List.of(
                conv("Conv3d_1a_7x7", inputChannels, 64, 7, Extent.cube(2)),
                new MaxPool("MaxPool3d_2a_3x3", SPATIAL_3X3, SPATIAL_STRIDE),
                conv("Conv3d_2b_1x1", 64, 64, 1, POINT),
                conv("Conv3d_2c_3x3", 64, 192, 3, POINT),
                new MaxPool("MaxPool3d_3a_3x3", SPATIAL_3X3, SPATIAL_STRIDE),
                mixed("Mixed_3b", 192, 64, 96, 128, 16, 32, 32),
                mixed("Mixed_3c", 256, 128, 128, 192, 32, 96, 64),
                new MaxPool("MaxPool3d_4a_3x3", Extent.cube(3), Extent.cube(2)),
                mixed("Mixed_4b", 480, 192, 96, 208, 16, 48, 64),
                mixed("Mixed_4c", 512, 160, 112, 224, 24, 64, 64),
                mixed("Mixed_4d", 512, 128, 128, 256, 24, 64, 64),
                mixed("Mixed_4e", 512, 112, 144, 288, 32, 64, 64),
                mixed("Mixed_4f", 528, 256, 160, 320, 32, 128, 128),
                new MaxPool("MaxPool3d_5a_2x2", Extent.cube(2), Extent.cube(2)),
                mixed("Mixed_5b", 832, 256, 160, 320, 32, 128, 128),
                mixed("Mixed_5c", 832, 384, 192, 384, 48, 128, 128));
        return new Architecture(
                NAME, inputChannels, classes, stages, new Extent(2, 7, 7), false, new Extent(8, 32, 32));
    }

    private static ConvUnit conv(String name, int in, int out, int kernel, Extent stride) {
        return new ConvUnit(name, in, out, Extent.cube(kernel), stride);
    }

    /** Channels by branch: b0 is 1x1x1; b1 and b2 reduce with a, then 3x3x3 with b; b3 pools, then 1x1x1. */
    private static Mixed mixed(String name, int in, int b0, int b1a, int b1b, int b2a, int b2b, int b3b) {
        return new Mixed(
                name,
                List.of(
                        List.of(conv(name + ".b0", in, b0, 1, POINT)),
                        List.of(conv(name + ".b1a", in, b1a, 1, POINT), conv(name + ".b1b", b1a, b1b, 3, POINT)),
                        List.of(conv(name + ".b2a", in, b2a, 1, POINT), conv(name + ".b2b", b2a, b2b, 3, POINT)),
                        List.of(
                                new MaxPool(name + ".b3a", Extent.cube(3), POINT),
                                conv(name + ".b3b", in, b3b, 1, POINT))));
    }
}
