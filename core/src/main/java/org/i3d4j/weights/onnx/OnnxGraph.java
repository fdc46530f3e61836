package org.i3d4j.weights.onnx;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.HeadPooling;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Padding;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;
import org.i3d4j.weights.FoldedUnit;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.onnx.proto.AttributeProto;
import org.i3d4j.weights.onnx.proto.AttributeProto.AttributeType;
import org.i3d4j.weights.onnx.proto.GraphProto;
import org.i3d4j.weights.onnx.proto.TensorShapeProto;
import org.i3d4j.weights.onnx.proto.TensorShapeProto.Dimension;
import org.i3d4j.weights.onnx.proto.TypeProto;
import org.i3d4j.weights.onnx.proto.ValueInfoProto;

/** The table's stages as ONNX nodes. Each value is named after the layer that makes it. */
final class OnnxGraph {
    private static final Extent POINT = Extent.cube(1);

    private final StateDict weights;
    private final double batchNormEps;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("I3D");
    private final OnnxNodes nodes = new OnnxNodes(graph);

    OnnxGraph(StateDict weights, double batchNormEps) {
        this.weights = weights;
        this.batchNormEps = batchNormEps;
    }

    /** @param clip the one size of clips, or empty for all that fill the head's pooling window */
    GraphProto build(Architecture architecture, Optional<Extent> clip) {
        graph.addInput(input(architecture.inputChannels(), clip));
        graph.addOutput(value(OnnxWriter.OUTPUT, List.of(named("batch"), fixed(architecture.classes()))));
        String x = chain(architecture.stages(), OnnxWriter.INPUT);
        if (architecture.poolsEverything()) {
            nodes.add("GlobalAveragePool", "AvgPool3d", List.of(x));
        } else {
            Extent window = clip.map(size -> architecture.headPoolOn(architecture.lastMap(size)))
                    .orElse(architecture.headPool());
            nodes.add("AveragePool", "AvgPool3d", List.of(x), OnnxNodes.ints("kernel_shape", window));
        }
        nodes.add(
                "Conv",
                "Conv3d_0c_1x1",
                List.of(
                        "AvgPool3d",
                        nodes.tensor(weights.require(Role.KERNEL.nameIn(Architecture.HEAD)), "Conv3d_0c_1x1.weight"),
                        nodes.tensor(weights.require(Role.BIAS.nameIn(Architecture.HEAD)), "Conv3d_0c_1x1.bias")),
                OnnxNodes.ints("kernel_shape", POINT));
        if (architecture.averagesProbabilities()) {
            averageProbabilities("Conv3d_0c_1x1");
        } else {
            overPositions("ReduceMean", "Conv3d_0c_1x1", OnnxWriter.OUTPUT);
        }
        return graph.build();
    }

    private void overPositions(String operator, String input, String output) {
        nodes.add(
                operator,
                output,
                List.of(input),
                OnnxNodes.ints("axes", List.of(2L, 3L, 4L)),
                OnnxNodes.integer("keepdims", 0));
    }

    /** As {@link HeadPooling#averaged}; the number of positions is the sum of as many exponentials of 0. */
    private void averageProbabilities(String logits) {
        nodes.add(
                "ReduceLogSumExp",
                "scales",
                List.of(logits),
                OnnxNodes.ints("axes", List.of(1L)),
                OnnxNodes.integer("keepdims", 1));
        nodes.add("Sub", "log_probabilities", List.of(logits, "scales"));
        overPositions("ReduceLogSumExp", "log_probabilities", "log_sum");
        nodes.add("Sub", "zeros", List.of("scales", "scales"));
        overPositions("ReduceLogSumExp", "zeros", "log_positions");
        overPositions("ReduceMean", "scales", "scale");
        nodes.add("Sub", "log_mean", List.of("log_sum", "log_positions"));
        nodes.add("Add", OnnxWriter.OUTPUT, List.of("log_mean", "scale"));
    }

    private String chain(List<Stage> stages, String input) {
        String x = input;
        for (Stage stage : stages) {
            x = stage(stage, x);
        }
        return x;
    }

    private String stage(Stage stage, String input) {
        return stage.accept(new Stage.Visitor<>() {
            @Override
            public String convolution(ConvUnit unit) {
                return rectified(unit, convolve(unit, input));
            }

            @Override
            public String pooling(MaxPool pool) {
                nodes.add("MaxPool", pool.name(), List.of(input), windows(pool.window()));
                return pool.name();
            }

            @Override
            public String inception(Mixed block) {
                List<String> branches = block.branches().stream()
                        .map(branch -> chain(branch, input))
                        .toList();
                nodes.add("Concat", block.name(), branches, OnnxNodes.integer("axis", 1));
                return block.name();
            }

            @Override
            public String residual(Residual block) {
                String shortcut = block.projection().map(this::convolution).orElse(input);
                String sum = block.name() + ".sum";
                nodes.add("Add", sum, List.of(chain(block.branch(), input), shortcut));
                nodes.add("Relu", block.name(), List.of(sum));
                return block.name();
            }

            @Override
            public String nonLocal(NonLocal block) {
                return addFromAfar(block, input);
            }
        });
    }

    private String addFromAfar(NonLocal block, String input) {
        String context = chain(block.context(), input);
        String sums = new OnnxNonLocal(nodes, block)
                .sums(
                        chain(block.queries(), input),
                        chain(block.keys(), context),
                        chain(block.values(), context),
                        input);
        nodes.add("Add", block.name(), List.of(convolve(block.out(), sums), input));
        return block.name();
    }

    private String rectified(ConvUnit unit, String convolved) {
        if (!unit.rectified()) {
            return convolved;
        }
        nodes.add("Relu", unit.name(), List.of(convolved));
        return unit.name();
    }

    private String convolve(ConvUnit unit, String input) {
        FoldedUnit folded = FoldedUnit.of(unit, weights, batchNormEps);
        String name = unit.name() + ".conv";
        nodes.add(
                "Conv",
                name,
                List.of(
                        input,
                        nodes.tensor(folded.kernelTensor(), unit.name() + ".weight"),
                        nodes.tensor(folded.biasTensor(), unit.name() + ".bias")),
                windows(unit.window()));
        return name;
    }

    private static AttributeProto[] windows(KernelWindow window) {
        return new AttributeProto[] {
            OnnxNodes.ints("kernel_shape", window.kernel()), OnnxNodes.ints("strides", window.stride()), padding(window)
        };
    }

    private static AttributeProto padding(KernelWindow window) {
        return switch (window.rule()) {
            case SAME -> samePadding();
            case HALF -> {
                // The same for every size.
                Padding padding = window.padding(window.kernel());
                yield OnnxNodes.ints(
                        "pads",
                        LongStream.concat(LongStream.of(padding.before()), LongStream.of(padding.after()))
                                .boxed()
                                .toList());
            }
        };
    }

    /** The smaller half in front, as TensorFlow pads, worked out from each clip's own size. */
    private static AttributeProto samePadding() {
        return AttributeProto.newBuilder()
                .setName("auto_pad")
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8("SAME_UPPER"))
                .build();
    }

    private static ValueInfoProto input(int channels, Optional<Extent> clip) {
        List<Dimension> size = clip.map(c -> List.of(fixed(c.time()), fixed(c.height()), fixed(c.width())))
                .orElse(List.of(named("frames"), named("height"), named("width")));
        return value(OnnxWriter.INPUT, List.of(named("batch"), fixed(channels), size.get(0), size.get(1), size.get(2)));
    }

    private static Dimension fixed(long side) {
        return Dimension.newBuilder().setDimValue(side).build();
    }

    private static Dimension named(String name) {
        return Dimension.newBuilder().setDimParam(name).build();
    }

    private static ValueInfoProto value(String name, List<Dimension> shape) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(OnnxNodes.FLOAT)
                .setShape(TensorShapeProto.newBuilder().addAllDim(shape))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
