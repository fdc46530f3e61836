package org.i3d4j.weights.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Parameter;

/** A 2D network with batch norm that I3D can be inflated from; it adds as much to the variance as the networks made of it. */
public enum Network2d {
    /** torchvision's GoogLeNet: {@code inception4e.branch2.1.conv.weight}; kernels O, I, H, W. */
    TORCHVISION_GOOGLENET("torchvision GoogLeNet") {
        private static final Map<String, String> STEM =
                Map.of("Conv3d_1a_7x7", "conv1", "Conv3d_2b_1x1", "conv2", "Conv3d_2c_3x3", "conv3");
        private static final Map<String, String> BRANCHES = Map.of(
                "b0", "branch1",
                "b1a", "branch2.0",
                "b1b", "branch2.1",
                "b2a", "branch3.0",
                "b2b", "branch3.1",
                "b3b", "branch4.1");
        /** Its blocks are lettered from a. */
        private static final Map<String, String> BLOCKS = Map.of(
                "Mixed_3b", "3a",
                "Mixed_3c", "3b",
                "Mixed_4b", "4a",
                "Mixed_4c", "4b",
                "Mixed_4d", "4c",
                "Mixed_4e", "4d",
                "Mixed_4f", "4e",
                "Mixed_5b", "5a",
                "Mixed_5c", "5b");

        @Override
        public Optional<String> of(Parameter parameter) {
            UnitName unit = UnitName.of(parameter);
            String layer = unit.isHead() ? "fc" : layer(unit);
            return Optional.of(
                    switch (parameter.role()) {
                        case KERNEL -> layer + (unit.isHead() ? ".weight" : ".conv.weight");
                        case BIAS -> layer + ".bias";
                        case GAMMA -> layer + ".bn.weight";
                        case BETA -> layer + ".bn.bias";
                        case RUNNING_MEAN -> layer + ".bn.running_mean";
                        case RUNNING_VARIANCE -> layer + ".bn.running_var";
                    });
        }

        private static String layer(UnitName unit) {
            return unit.branch()
                    .map(branch -> "inception" + BLOCKS.get(unit.stage()) + "." + BRANCHES.get(branch))
                    .orElseGet(() -> String.valueOf(STEM.get(unit.stage())));
        }

        @Override
        List<Integer> kernelAxes(int axes) {
            return axes == 4 ? List.of(0, 1, 2, 3) : axes == 2 ? List.of(0, 1) : List.of();
        }
    },
    /** TF-slim's InceptionV1: {@code InceptionV1/Mixed_4f/Branch_1/Conv2d_0b_3x3/weights}; kernels H, W, I, O. */
    SLIM_INCEPTION_V1("TF-slim InceptionV1") {
        private static final String SCOPE = "InceptionV1/";

        @Override
        public Optional<String> of(Parameter parameter) {
            String layer = SCOPE + layer(parameter).replace("Conv3d", "Conv2d");
            return switch (parameter.role()) {
                case KERNEL -> Optional.of(layer + "/weights");
                case BIAS -> Optional.of(layer + "/biases");
                case GAMMA -> Optional.empty();
                case BETA -> Optional.of(layer + "/BatchNorm/beta");
                case RUNNING_MEAN -> Optional.of(layer + "/BatchNorm/moving_mean");
                case RUNNING_VARIANCE -> Optional.of(layer + "/BatchNorm/moving_variance");
            };
        }

        private static String layer(Parameter parameter) {
            return DeepMindNames.layer(UnitName.of(parameter));
        }

        @Override
        List<Integer> kernelAxes(int axes) {
            return axes == 4 ? List.of(3, 2, 0, 1) : List.of();
        }
    },
    /** torchvision's ResNet-50: {@code layer1.0.bn2.running_mean}, {@code fc.weight}; kernels O, I, H, W. */
    TORCHVISION_RESNET_50("torchvision ResNet-50") {
        @Override
        public Optional<String> of(Parameter parameter) {
            return Optional.of(
                    parameter.layer().equals(Architecture.HEAD)
                            ? "fc" + ResNetNames.suffixOfModule(parameter.role())
                            : ResNetNames.torchvision(parameter));
        }

        @Override
        List<Integer> kernelAxes(int axes) {
            return TORCHVISION_GOOGLENET.kernelAxes(axes);
        }
    };

    private final String title;

    Network2d(String title) {
        this.title = title;
    }

    /** The networks that it can be inflated to; the first one unless another is asked for. */
    public List<Backbone> backbones() {
        return this == TORCHVISION_RESNET_50
                ? List.of(
                        Backbone.RESNET_50,
                        Backbone.RESNET_50_HEAVY,
                        Backbone.RESNET_50_8X8,
                        Backbone.RESNET_50_PYTORCHVIDEO)
                : List.of(Backbone.INCEPTION);
    }

    /** The project and model, for people. */
    public String title() {
        return title;
    }

    /** The tensor that {@code parameter} is inflated from; empty if the family has none: then gamma is 1. */
    public abstract Optional<String> of(Parameter parameter);

    /** Which axes of a kernel with so many are output channels, input channels, height and width; none if it can't be. */
    abstract List<Integer> kernelAxes(int axes);
}
