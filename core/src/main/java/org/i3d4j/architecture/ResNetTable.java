package org.i3d4j.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of ResNet-50 inflated to 3D (Carreira and Zisserman 2017; Wang, Girshick, Gupta and He, "Non-local Neural Networks",
 * CVPR 2018, arXiv 1711.07971), as mmaction2, PySlowFast and PyTorchVideo publish it. Windows are padded by half on both sides.
 */
final class ResNetTable {
    private static final int[] BLOCKS = {3, 4, 6, 3};
    /** By stage, in turn: whether a block's first convolution sees three frames. */
    private static final boolean[][] SEES_TIME = {{true}, {true, false}, {true, false}, {false, true}};

    private static final boolean[][] SEES_TIME_EVERYWHERE = {{true}, {true}, {true}, {true}};

    private static final int STEM_CHANNELS = 64;
    /** Channels put out by a block, of those that its 3x3 convolution has. */
    private static final int EXPANSION = 4;

    private static final Extent POINT = Extent.cube(1);
    private static final Extent SPATIAL_STRIDE = new Extent(1, 2, 2);
    private static final Extent PAIRS_OF_FRAMES = new Extent(2, 1, 1);

    /** mmaction2's: for 32 frames. */
    static final ResNetTable MMACTION2 = new ResNetTable(2, SEES_TIME, Architecture.EVERYTHING, false);
    /** mmaction2's with more frames and more that see them. */
    static final ResNetTable HEAVY = new ResNetTable(1, SEES_TIME_EVERYWHERE, Architecture.EVERYTHING, false);
    /** Of 8 frames in 224x224 pixels the head pools everything, of more it has several windows. */
    private static final Extent EIGHT_FRAMES = new Extent(4, 7, 7);
    /** PySlowFast's: what is averaged over windows is probabilities. */
    static final ResNetTable PYSLOWFAST = new ResNetTable(1, SEES_TIME, EIGHT_FRAMES, true);
    /** PyTorchVideo's: it is the logits. */
    static final ResNetTable PYTORCHVIDEO = new ResNetTable(1, SEES_TIME, EIGHT_FRAMES, false);

    private final int earlyStride;
    private final boolean[][] seesTime;
    private final Extent headPool;
    private final boolean averagesProbabilities;

    /** @param earlyStride in frames, of the first convolution and of the first pooling */
    private ResNetTable(int earlyStride, boolean[][] seesTime, Extent headPool, boolean averagesProbabilities) {
        this.earlyStride = earlyStride;
        this.seesTime = seesTime;
        this.headPool = headPool;
        this.averagesProbabilities = averagesProbabilities;
    }

    /**
     * The network.
     *
     * @param name as checkpoints have it
     * @param inputChannels 3 for RGB, 2 for flow
     */
    Architecture architecture(String name, int inputChannels, int classes) {
        Extent early = new Extent(earlyStride, 2, 2);
        List<Stage> stages = new ArrayList<>();
        stages.add(unit("conv1", inputChannels, STEM_CHANNELS, new Extent(5, 7, 7), early, true));
        stages.add(new MaxPool("pool1", new KernelWindow(new Extent(1, 3, 3), early, PaddingRule.HALF)));
        int channels = STEM_CHANNELS;
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            int width = STEM_CHANNELS << stage;
            for (int block = 0; block < BLOCKS[stage]; block++) {
                boolean[] inTurn = seesTime[stage];
                Extent stride = stage > 0 && block == 0 ? SPATIAL_STRIDE : POINT;
                String blockName = "layer" + (stage + 1) + "." + block;
                stages.add(bottleneck(blockName, channels, width, inTurn[block % inTurn.length], stride));
                channels = width * EXPANSION;
            }
            if (stage == 0) {
                stages.add(new MaxPool("pool2", new KernelWindow(PAIRS_OF_FRAMES, PAIRS_OF_FRAMES, PaddingRule.HALF)));
            }
        }
        // So many leave a pair for the second pooling.
        int frames = earlyStride * earlyStride + 1;
        return new Architecture(
                name, inputChannels, classes, stages, headPool, averagesProbabilities, new Extent(frames, 32, 32));
    }

    private static Residual bottleneck(String name, int channels, int width, boolean seesTime, Extent stride) {
        int wide = width * EXPANSION;
        Extent first = seesTime ? new Extent(3, 1, 1) : POINT;
        List<Stage> branch = List.of(
                unit(name + ".conv1", channels, width, first, POINT, true),
                unit(name + ".conv2", width, width, new Extent(1, 3, 3), stride, true),
                unit(name + ".conv3", width, wide, POINT, POINT, false));
        boolean keepsAll = channels == wide && stride.equals(POINT);
        return new Residual(
                name,
                branch,
                keepsAll
                        ? Optional.empty()
                        : Optional.of(unit(name + ".downsample", channels, wide, POINT, stride, false)));
    }

    private static ConvUnit unit(String name, int in, int out, Extent kernel, Extent stride, boolean rectified) {
        return new ConvUnit(name, in, out, new KernelWindow(kernel, stride, PaddingRule.HALF), rectified);
    }
}
