package org.i3d4j.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of ResNet-50 inflated to 3D (Carreira and Zisserman 2017; Wang, Girshick, Gupta and He, "Non-local Neural Networks",
 * CVPR 2018, arXiv 1711.07971), as mmaction2, PySlowFast and PyTorchVideo publish it. Windows are padded by half on both sides.
 */
final class ResNetTable {
    /** The non-local blocks that are published. */
    enum NonLocality {
        /** Of mmaction2, as the next two: products of the map with itself. */
        GAUSSIAN(NonLocal.Weighting.SOFTMAX, false, false),
        EMBEDDED_GAUSSIAN(NonLocal.Weighting.SOFTMAX, true, false),
        DOT_PRODUCT(NonLocal.Weighting.MEAN, true, false),
        /** Of PySlowFast, which pools ahead of the convolutions. */
        POOLED_SOFTMAX(NonLocal.Weighting.SCALED_SOFTMAX, true, true);

        private final NonLocal.Weighting weighting;
        private final boolean embeds;
        private final boolean poolsFirst;

        NonLocality(NonLocal.Weighting weighting, boolean embeds, boolean poolsFirst) {
            this.weighting = weighting;
            this.embeds = embeds;
            this.poolsFirst = poolsFirst;
        }
    }

    private static final int[] BLOCKS = {3, 4, 6, 3};
    /** By stage, in turn: whether a block's first convolution sees three frames. */
    private static final boolean[][] SEES_TIME = {{true}, {true, false}, {true, false}, {false, true}};

    private static final boolean[][] SEES_TIME_EVERYWHERE = {{true}, {true}, {true}, {true}};

    private static final int STEM_CHANNELS = 64;
    /** By stage: whether a non-local block follows every second block. */
    private static final boolean[] LOOKS_FAR = {false, true, true, false};

    /** Channels put out by a block, of those that its 3x3 convolution has. */
    private static final int EXPANSION = 4;

    private static final Extent POINT = Extent.cube(1);
    private static final Extent PAIRS_IN_SPACE = new Extent(1, 2, 2);
    private static final Extent PAIRS_OF_FRAMES = new Extent(2, 1, 1);

    /** mmaction2's: for 32 frames. */
    static final ResNetTable MMACTION2 =
            new ResNetTable(2, SEES_TIME, Optional.empty(), Architecture.EVERYTHING, false);
    /** mmaction2's with more frames and more that see them. */
    static final ResNetTable HEAVY =
            new ResNetTable(1, SEES_TIME_EVERYWHERE, Optional.empty(), Architecture.EVERYTHING, false);
    /** mmaction2's with non-local blocks, by what weights positions. */
    static final ResNetTable GAUSSIAN = MMACTION2.with(NonLocality.GAUSSIAN);

    static final ResNetTable EMBEDDED_GAUSSIAN = MMACTION2.with(NonLocality.EMBEDDED_GAUSSIAN);
    static final ResNetTable DOT_PRODUCT = MMACTION2.with(NonLocality.DOT_PRODUCT);
    /** Of 8 frames in 224x224 pixels the head pools everything, of more it has several windows. */
    private static final Extent EIGHT_FRAMES = new Extent(4, 7, 7);
    /** PySlowFast's: what is averaged over windows is probabilities. */
    static final ResNetTable PYSLOWFAST = new ResNetTable(1, SEES_TIME, Optional.empty(), EIGHT_FRAMES, true);
    /** PySlowFast's with non-local blocks. */
    static final ResNetTable PYSLOWFAST_NLN = PYSLOWFAST.with(NonLocality.POOLED_SOFTMAX);
    /** PyTorchVideo's: it is the logits. */
    static final ResNetTable PYTORCHVIDEO = new ResNetTable(1, SEES_TIME, Optional.empty(), EIGHT_FRAMES, false);

    private final int earlyStride;
    private final boolean[][] seesTime;
    private final Optional<NonLocality> nonLocality;
    private final Extent headPool;
    private final boolean averagesProbabilities;

    /**
     * A table.
     *
     * @param earlyStride in frames, of the first convolution and of the first pooling
     * @param seesTime by stage, in turn: whether a block's first convolution sees three frames
     * @param nonLocality which non-local blocks it has, if any
     */
    private ResNetTable(
            int earlyStride,
            boolean[][] seesTime,
            Optional<NonLocality> nonLocality,
            Extent headPool,
            boolean averagesProbabilities) {
        this.earlyStride = earlyStride;
        this.seesTime = seesTime;
        this.nonLocality = nonLocality;
        this.headPool = headPool;
        this.averagesProbabilities = averagesProbabilities;
    }

    private ResNetTable with(NonLocality blocks) {
        return new ResNetTable(earlyStride, seesTime, Optional.of(blocks), headPool, averagesProbabilities);
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
                Extent stride = stage > 0 && block == 0 ? PAIRS_IN_SPACE : POINT;
                String blockName = "layer" + (stage + 1) + "." + block;
                stages.add(bottleneck(blockName, channels, width, inTurn[block % inTurn.length], stride));
                channels = width * EXPANSION;
                if (LOOKS_FAR[stage] && block % 2 == 1) {
                    int itsChannels = channels;
                    nonLocality.ifPresent(kind -> stages.add(nonLocal(blockName + ".non_local", itsChannels, kind)));
                }
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

    private static NonLocal nonLocal(String name, int channels, NonLocality kind) {
        int width = channels / 2;
        ConvUnit theta = pointwise(name + ".theta", channels, width, ConvUnit.Form.BIASED);
        ConvUnit phi = pointwise(name + ".phi", channels, width, ConvUnit.Form.BIASED);
        ConvUnit g = pointwise(name + ".g", channels, width, ConvUnit.Form.BIASED);
        ConvUnit.Form form = kind.poolsFirst ? ConvUnit.Form.BIASED_AND_NORMALISED : ConvUnit.Form.NORMALISED;
        return new NonLocal(
                name,
                chain(kind.embeds, theta, false),
                kind.poolsFirst ? List.of(halved(name)) : List.of(),
                chain(kind.embeds, phi, !kind.poolsFirst),
                chain(true, g, !kind.poolsFirst),
                kind.weighting,
                pointwise(name + ".out", width, channels, form));
    }

    private static List<Stage> chain(boolean convolves, ConvUnit unit, boolean pools) {
        List<Stage> chain = new ArrayList<>();
        if (convolves) {
            chain.add(unit);
        }
        if (pools) {
            chain.add(halved(unit.name()));
        }
        return chain;
    }

    private static MaxPool halved(String name) {
        return new MaxPool(name + ".pool", new KernelWindow(PAIRS_IN_SPACE, PAIRS_IN_SPACE, PaddingRule.HALF));
    }

    private static ConvUnit pointwise(String name, int in, int out, ConvUnit.Form form) {
        return new ConvUnit(name, in, out, new KernelWindow(POINT, POINT, PaddingRule.HALF), form, false);
    }

    private static ConvUnit unit(String name, int in, int out, Extent kernel, Extent stride, boolean rectified) {
        return new ConvUnit(name, in, out, new KernelWindow(kernel, stride, PaddingRule.HALF), rectified);
    }
}
