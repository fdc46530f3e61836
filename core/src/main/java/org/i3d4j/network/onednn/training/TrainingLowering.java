package org.i3d4j.network.onednn.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.training.TrainingPlan.BackwardPart;
import org.i3d4j.video.ClipType;

/**
 * How the stages of the table become the steps of training: each adds its forward steps and puts on a tape how its gradients
 * come about; the tape is then played backwards. Feature maps have their channels last. Used for one plan, inside of a pointer
 * scope.
 */
final class TrainingLowering {
    private final PlanBuilder plan;
    private final data_type type;
    private final float eps;
    private final ParameterMemory parameters;
    private final boolean adds;
    private final boolean recomputes;
    private final Deque<Runnable> tape = new ArrayDeque<>();
    private final MapGradients gradients;
    private final List<BatchStatistics> statistics = new ArrayList<>();
    private final List<BackwardPart> parts = new ArrayList<>();

    /**
     * @param type of the feature maps
     * @param eps of the batch norms
     * @param adds whether gradients are added to what is in their memory
     * @param recomputes whether maps that cost little are computed again for the backward pass instead of kept
     */
    TrainingLowering(
            PlanBuilder plan, data_type type, float eps, ParameterMemory parameters, boolean adds, boolean recomputes) {
        this.plan = plan;
        this.type = type;
        this.eps = eps;
        this.parameters = parameters;
        this.adds = adds;
        this.recomputes = recomputes;
        this.gradients = new MapGradients(plan);
    }

    TrainingPlan lower(Architecture architecture, Extent clip) {
        ConvUnit stem = (ConvUnit) architecture.stages().get(0);
        TrainedMap last = learn(stem, clip);
        for (Stage stage :
                architecture.stages().subList(1, architecture.stages().size())) {
            tellWhenDone(stage);
            last = learn(stage, last);
        }
        FeatureMap x = last.forward();
        FeatureMap output = plan.map(x.channels(), x.size(), data_type.f32, format_tag.ncdhw, 1);
        plan.reorder("output", x, output);
        int forwardSteps = plan.steps();
        FeatureMap outputGradient = plan.map(x.channels(), x.size(), data_type.f32, format_tag.ncdhw, 1);
        // The caller reads the one and fills in the other between the passes.
        output.region().usedBy(forwardSteps);
        outputGradient.region().usedBy(forwardSteps - 1);
        FeatureMap gradient = plan.map(x.channels(), x.size(), type, 1);
        plan.reorder("output.gradient", outputGradient, gradient);
        gradients.add(x, gradient);
        while (!tape.isEmpty()) {
            tape.pop().run();
        }
        return new TrainingPlan(
                plan.build(), forwardSteps, List.copyOf(parts), output, outputGradient, List.copyOf(statistics));
    }

    private void tellWhenDone(Stage stage) {
        stage.units()
                .findFirst()
                .ifPresent(unit -> tape.push(() -> parts.add(new BackwardPart(unit.name(), plan.steps()))));
    }

    private TrainedMap learn(Stage stage, TrainedMap x) {
        return stage.accept(new Stage.Visitor<>() {
            @Override
            public TrainedMap convolution(ConvUnit unit) {
                return learn(unit, x);
            }

            @Override
            public TrainedMap pooling(MaxPool pool) {
                return learn(pool, x);
            }

            @Override
            public TrainedMap inception(Mixed block) {
                return learn(block, x);
            }

            @Override
            public TrainedMap residual(Residual block) {
                return learn(block, x);
            }

            @Override
            public TrainedMap nonLocal(NonLocal block) {
                throw new IllegalStateException(block.name() + ": is left to autograd");
            }
        });
    }

    /** The first convolution: its input has no gradient, and tiles of pixels may be read as one. */
    private TrainedMap learn(ConvUnit stem, Extent clip) {
        tellWhenDone(stem);
        SpaceToDepth tiles = SpaceToDepth.fitting(stem, clip, StemTiles.ofForward(type));
        SpaceToDepth tilesOfGradient = SpaceToDepth.fitting(stem, clip, StemTiles.ofKernelGradient(type));
        ClipType read = type == data_type.bf16 ? ClipType.BFLOAT16 : ClipType.FLOAT32;
        FeatureMap y = plan.map(stem.channels(), stem.outputSize(clip), type, 1);
        FeatureMap x = tiles.read(plan, ClipType.FLOAT32, read);
        TrainedConvolution forward = new TrainedConvolution(plan, stem, x, tiles, kernel(stem, tiles.tile()), y);
        TrainedConvolution learnt = forward;
        FeatureMap seen = x;
        if (!tilesOfGradient.tile().equals(tiles.tile())) {
            // Read ahead of the backward pass: the clips are the caller's, who may have changed them by then.
            seen = tilesOfGradient.read(plan, ClipType.FLOAT32, read);
            TrainedKernel kernel = kernel(stem, tilesOfGradient.tile());
            learnt = new TrainedConvolution(plan, stem, seen, tilesOfGradient, kernel, y);
        }
        forward.forward();
        TrainedConvolution last = learnt;
        FeatureMap tiled = seen;
        return normalise(stem, y, dy -> last.kernelGradient(tiled, dy, accumulator(kernelOf(stem))));
    }

    private TrainedMap learn(ConvUnit unit, TrainedMap input) {
        FeatureMap x = input.forward();
        FeatureMap y = plan.map(unit.channels(), unit.outputSize(x.size()), type, 1);
        TrainedConvolution convolution = new TrainedConvolution(plan, unit, x, kernel(unit, SpaceToDepth.PIXEL), y);
        convolution.forward();
        return normalise(unit, y, dy -> {
            convolution.kernelGradient(input.backward(), dy, accumulator(kernelOf(unit)));
            gradients.add(x, convolution.gradient(dy));
        });
    }

    /** Batch norm, and ReLU if it follows, of what a convolution put out, whose gradient {@code backward} gets. */
    private TrainedMap normalise(ConvUnit unit, FeatureMap x, Consumer<FeatureMap> backward) {
        String norm = unit.name() + ".bn.";
        memory.desc perChannel = TrainedBatchNorm.vector(unit.channels());
        TrainedBatchNorm batchNorm = new TrainedBatchNorm(
                plan,
                norm,
                x,
                eps,
                at(parameters.value(norm + "weight"), perChannel),
                at(parameters.value(norm + "bias"), perChannel),
                unit.rectified());
        FeatureMap y = batchNorm.forward();
        statistics.add(batchNorm.statistics());
        tape.push(() -> backward.accept(
                batchNorm.gradient(gradients.of(y), accumulator(norm + "weight"), accumulator(norm + "bias"))));
        return recomputes ? TrainedMap.recomputed(y, batchNorm::again) : TrainedMap.kept(y);
    }

    private static String kernelOf(ConvUnit unit) {
        return unit.name() + ".conv3d.weight";
    }

    private TrainedKernel kernel(ConvUnit unit, Extent tile) {
        return new TrainedKernel(plan, unit, tile, parameters.value(kernelOf(unit)));
    }

    private static memory at(Pointer values, memory.desc layout) {
        return new memory(layout, OneDnn.cpu(), values);
    }

    private GradientAccumulator accumulator(String parameter) {
        return new GradientAccumulator(plan, parameter, parameters.gradient(parameter), adds);
    }

    private TrainedMap learn(MaxPool pool, TrainedMap x) {
        TrainedPool trained = new TrainedPool(plan, pool, x.forward());
        FeatureMap y = trained.forward();
        tape.push(() -> gradients.add(x.forward(), trained.gradient(gradients.of(y))));
        // One that strides puts out less than what it would be computed from again.
        return recomputes && pool.stride().equals(Extent.cube(1))
                ? TrainedMap.recomputed(y, () -> trained.again(x.backward()))
                : TrainedMap.kept(y);
    }

    private TrainedMap learn(Mixed block, TrainedMap x) {
        List<TrainedMap> parts = new ArrayList<>();
        for (List<Stage> branch : block.branches()) {
            TrainedMap y = x;
            for (Stage stage : branch) {
                y = learn(stage, y);
            }
            parts.add(y);
        }
        List<FeatureMap> forward = parts.stream().map(TrainedMap::forward).toList();
        int channels = block.outputChannels(x.forward().channels());
        FeatureMap all = concatenate(block.name(), forward, channels);
        tape.push(() -> divide(block.name(), gradients.of(all), forward));
        return recomputes
                ? TrainedMap.recomputed(
                        all,
                        () -> concatenate(
                                block.name() + ".again",
                                parts.stream().map(TrainedMap::backward).toList(),
                                channels))
                : TrainedMap.kept(all);
    }

    private TrainedMap learn(Residual block, TrainedMap x) {
        TrainedMap shortcut = block.projection().map(unit -> learn(unit, x)).orElse(x);
        TrainedMap branch = x;
        for (Stage stage : block.branch()) {
            branch = learn(stage, branch);
        }
        FeatureMap a = branch.forward();
        FeatureMap b = shortcut.forward();
        TrainedSum sum = new TrainedSum(plan, block.name(), a, b);
        tape.push(() -> {
            FeatureMap gradient = sum.gradient(gradients.of(sum.forward()));
            gradients.add(a, gradient);
            gradients.add(b, gradient);
        });
        return TrainedMap.kept(sum.forward());
    }

    private FeatureMap concatenate(String name, List<FeatureMap> parts, int channels) {
        FeatureMap all = plan.map(channels, parts.get(0).size(), type, 1);
        plan.concatenate(name, parts, all);
        return all;
    }

    /** Gives each of {@code parts} its channels of the gradient of their concatenation. */
    private void divide(String name, FeatureMap gradient, List<FeatureMap> parts) {
        int channel = 0;
        for (FeatureMap part : parts) {
            FeatureMap own = plan.map(part.channels(), part.size(), type, 1);
            memory.desc slice = gradient.layout()
                    .submemory_desc(
                            FeatureMap.dims(part.clips(), part.channels(), part.size()),
                            new long[] {0, channel, 0, 0, 0});
            plan.reorder(name + ".gradient", gradient.seenAs(slice), own);
            gradients.add(part, own);
            channel += part.channels();
        }
    }
}
