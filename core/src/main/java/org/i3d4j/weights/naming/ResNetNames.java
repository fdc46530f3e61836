package org.i3d4j.weights.naming;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;

/** How families of inflated ResNet-50 name their tensors. */
public enum ResNetNames implements TensorNames {
    /** Ours: {@code layer1.0.conv2.conv3d.weight}. */
    OURS("i3d4j") {
        @Override
        String layer(Block block, Role role) {
            return block.layer() + (isOfNorm(role) ? ".bn" : ".conv3d");
        }

        @Override
        String head() {
            return Architecture.HEAD + ".conv3d";
        }

        @Override
        public boolean hasMatrixHead() {
            return false;
        }
    },
    /** {@code backbone.layer1.0.conv2.bn.running_mean}, {@code cls_head.fc_cls.weight}. */
    MMACTION2("open-mmlab/mmaction2") {
        @Override
        String layer(Block block, Role role) {
            String layer = "backbone." + block.layer();
            if (block.isNonLocal()) {
                // What reads the pooled map is the first of a chain with the pooling.
                String inside = block.part().equals("out")
                        ? "conv_out"
                        : block.part().equals("theta") ? "theta" : block.part() + ".0";
                layer = "backbone." + block.name() + ".non_local_block." + inside;
            }
            return layer + (isOfNorm(role) ? ".bn" : ".conv");
        }

        @Override
        String head() {
            return MMACTION_HEAD;
        }
    },
    /** Before it had modules of convolution and batch norm: {@code backbone.layer1.0.bn2.running_mean}. */
    MMACTION("open-mmlab/mmaction") {
        @Override
        String layer(Block block, Role role) {
            return "backbone." + ResNetNames.torchvision(block, role);
        }

        @Override
        String head() {
            return MMACTION_HEAD;
        }
    },
    /** {@code blocks.1.res_blocks.0.branch2.norm_b.running_mean}, {@code blocks.6.proj.weight}. */
    PYTORCHVIDEO("facebookresearch/pytorchvideo") {
        @Override
        String layer(Block block, Role role) {
            String kind = isOfNorm(role) ? "norm" : "conv";
            if (block.isStem()) {
                return "blocks.0." + kind;
            }
            // The second of its blocks is the pooling behind the first stage.
            int number = block.stage() == 1 ? 1 : block.stage() + 1;
            String inside = block.isProjection() ? "branch1_" + kind : "branch2." + kind + "_" + block.letter();
            return "blocks." + number + ".res_blocks." + block.number() + "." + inside;
        }

        @Override
        String head() {
            return "blocks.6.proj";
        }
    },
    /** {@code s2.pathway0_res0.branch2.b_bn.running_mean}, {@code head.projection.weight}. */
    PYSLOWFAST("facebookresearch/SlowFast") {
        @Override
        String layer(Block block, Role role) {
            boolean norm = isOfNorm(role);
            if (block.isStem()) {
                return "s1.pathway0_stem." + (norm ? "bn" : "conv");
            }
            if (block.isNonLocal()) {
                return "s" + (block.stage() + 1) + ".pathway0_nonlocal" + block.number() + "."
                        + (norm ? "bn" : "conv_" + block.part());
            }
            String inside = block.isProjection() ? "branch1" : "branch2." + block.letter();
            return "s" + (block.stage() + 1) + ".pathway0_res" + block.number() + "." + inside + (norm ? "_bn" : "");
        }

        @Override
        String head() {
            return "head.projection";
        }
    },
    /** The same project's models of Caffe2: {@code res2_0_branch2b_bn_rm}, {@code pred_w}. */
    CAFFE2("facebookresearch/SlowFast (Caffe2)") {
        @Override
        String layer(Block block, Role role) {
            boolean norm = isOfNorm(role);
            if (block.isStem()) {
                return norm ? "res_conv1_bn" : "conv1";
            }
            if (block.isNonLocal()) {
                return "nonlocal_conv" + (block.stage() + 1) + "_" + block.number() + "_"
                        + (norm ? "bn" : block.part());
            }
            String inside = block.isProjection() ? "branch1" : "branch2" + block.letter();
            return "res" + (block.stage() + 1) + "_" + block.number() + "_" + inside + (norm ? "_bn" : "");
        }

        @Override
        String head() {
            return "pred";
        }

        @Override
        String suffix(Role role) {
            return switch (role) {
                case KERNEL -> "_w";
                case BIAS, BETA -> "_b";
                case GAMMA -> "_s";
                case RUNNING_MEAN -> "_rm";
                case RUNNING_VARIANCE -> "_riv";
            };
        }

        @Override
        public boolean isBookkeeping(String name) {
            return name.endsWith("_momentum") || name.equals("lr") || name.equals("model_iter");
        }
    };

    private static final String MMACTION_HEAD = "cls_head.fc_cls";

    private final String family;

    ResNetNames(String family) {
        this.family = family;
    }

    /**
     * A unit of the network.
     *
     * @param layer as {@code layer1.0.conv2}
     * @param stage from 1; 0 of the first convolution
     * @param number of the block in its stage, from 0
     * @param part as {@code conv2} or {@code downsample}, of a non-local block as {@code theta}
     */
    record Block(String layer, int stage, int number, boolean isNonLocal, String part) {
        private static final Pattern NAME = Pattern.compile("layer(\\d+)\\.(\\d+)\\.(non_local\\.)?(\\w+)");

        static Block of(String layer) {
            Matcher name = NAME.matcher(layer);
            return name.matches()
                    ? new Block(
                            layer,
                            Integer.parseInt(name.group(1)),
                            Integer.parseInt(name.group(2)),
                            name.group(3) != null,
                            name.group(4))
                    : new Block(layer, 0, 0, false, layer);
        }

        /** As {@code layer1.0}. */
        String name() {
            return "layer" + stage + "." + number;
        }

        boolean isStem() {
            return stage == 0;
        }

        boolean isProjection() {
            return part.equals("downsample");
        }

        /** a, b or c for the first, second or third convolution. */
        char letter() {
            return (char) ('a' + part.charAt(part.length() - 1) - '1');
        }
    }

    private static boolean isOfNorm(Role role) {
        return role != Role.KERNEL && role != Role.BIAS;
    }

    /** Name of the module or blob with the convolution, or its batch norm. */
    abstract String layer(Block block, Role role);

    /** Name of the module or blob of the last matrix. */
    abstract String head();

    /** The name that torchvision has for a tensor of a unit: {@code layer1.0.bn2.running_mean}. */
    static String torchvision(Parameter parameter) {
        return torchvision(Block.of(parameter.layer()), parameter.role()) + suffixOfModule(parameter.role());
    }

    private static String torchvision(Block block, Role role) {
        boolean norm = isOfNorm(role);
        if (block.isProjection()) {
            return block.layer() + (norm ? ".1" : ".0");
        }
        return norm ? block.layer().replace("conv", "bn") : block.layer();
    }

    /** What makes the name of a tensor of that of its module. */
    String suffix(Role role) {
        return suffixOfModule(role);
    }

    static String suffixOfModule(Role role) {
        return switch (role) {
            case KERNEL, GAMMA -> ".weight";
            case BIAS, BETA -> ".bias";
            case RUNNING_MEAN -> ".running_mean";
            case RUNNING_VARIANCE -> ".running_var";
        };
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public List<Backbone> backbones() {
        return switch (this) {
            case OURS ->
                Stream.of(Backbone.values())
                        .filter(backbone -> backbone != Backbone.INCEPTION)
                        .toList();
            case MMACTION2 ->
                List.of(
                        Backbone.RESNET_50,
                        Backbone.RESNET_50_HEAVY,
                        Backbone.RESNET_50_NL_GAUSSIAN,
                        Backbone.RESNET_50_NL_EMBEDDED_GAUSSIAN,
                        Backbone.RESNET_50_NL_DOT_PRODUCT);
            case MMACTION -> List.of(Backbone.RESNET_50, Backbone.RESNET_50_HEAVY);
            case PYTORCHVIDEO -> List.of(Backbone.RESNET_50_PYTORCHVIDEO);
            case PYSLOWFAST, CAFFE2 -> List.of(Backbone.RESNET_50_8X8, Backbone.RESNET_50_8X8_NLN);
        };
    }

    @Override
    public Optional<String> of(Parameter parameter) {
        String layer = parameter.layer().equals(Architecture.HEAD)
                ? head()
                : layer(Block.of(parameter.layer()), parameter.role());
        return Optional.of(layer + suffix(parameter.role()));
    }

    @Override
    public KernelOrder kernels() {
        return KernelOrder.OUT_IN_TIME_HEIGHT_WIDTH;
    }

    @Override
    public boolean hasMatrixHead() {
        return true;
    }

    @Override
    public double batchNormEps() {
        return backbones().get(0).batchNormEps();
    }
}
