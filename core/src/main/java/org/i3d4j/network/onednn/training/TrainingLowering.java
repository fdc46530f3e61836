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
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.training.TrainingPlan.BackwardPart;

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
    private final Deque<Runnable> tape = new ArrayDeque<>();
    private final MapGradients gradients;
    private final List<BatchStatistics> statistics = new ArrayList<>();
    private final List<BackwardPart> parts = new ArrayList<>();

    /**
     * @param type of the feature maps
     * @param eps of the batch norms
     * @param adds whether gradients are added to what is in their memory
     */
    TrainingLowering(PlanBuilder plan, data_type type, float eps, ParameterMemory parameters, boolean adds) {
        this.plan = plan;
        this.type = type;
        this.eps = eps;
        this.parameters = parameters;
        this.adds = adds;
        this.gradients = new MapGradients(plan);
    }

    TrainingPlan lower(Architecture architecture, Extent clip) {
        ConvUnit stem = (ConvUnit) architecture.stages().get(0);
        FeatureMap x = learn(stem, clip);
        for (Stage stage :
                architecture.stages().subList(1, architecture.stages().size())) {
            tellWhenDone(stage);
            x = learn(stage, x);
        }
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

    private FeatureMap learn(Stage stage, FeatureMap x) {
        if (stage instanceof ConvUnit unit) {
            return learn(unit, x);
        }
        if (stage instanceof MaxPool pool) {
            return learn(pool, x);
        }
        return learn((Mixed) stage, x);
    }

    /** The first convolution: its input has no gradient, and tiles of pixels may be read as one. */
    private FeatureMap learn(ConvUnit stem, Extent clip) {
        tellWhenDone(stem);
        SpaceToDepth tiles = SpaceToDepth.fitting(stem, clip, StemTiles.ofForward(type));
        SpaceToDepth tilesOfGradient = SpaceToDepth.fitting(stem, clip, StemTiles.ofKernelGradient(type));
        FeatureMap y = plan.map(stem.channels(), stem.outputSize(clip), type, 1);
        FeatureMap x = tiles.read(plan, type, 1);
        TrainedConvolution forward = new TrainedConvolution(plan, stem, x, tiles, kernel(stem, tiles.tile()), y);
        TrainedConvolution learnt = forward;
        if (!tilesOfGradient.tile().equals(tiles.tile())) {
            // Read ahead of the backward pass: the clips are the caller's, who may have changed them by then.
            FeatureMap seenByGradient = tilesOfGradient.read(plan, type, 1);
            TrainedKernel kernel = kernel(stem, tilesOfGradient.tile());
            learnt = new TrainedConvolution(plan, stem, seenByGradient, tilesOfGradient, kernel, y);
        }
        forward.forward();
        TrainedConvolution last = learnt;
        return normalise(stem, y, dy -> last.kernelGradient(dy, accumulator(kernelOf(stem))));
    }

    private FeatureMap learn(ConvUnit unit, FeatureMap x) {
        FeatureMap y = plan.map(unit.channels(), unit.outputSize(x.size()), type, 1);
        TrainedConvolution convolution = new TrainedConvolution(plan, unit, x, kernel(unit, SpaceToDepth.PIXEL), y);
        convolution.forward();
        return normalise(unit, y, dy -> {
            convolution.kernelGradient(dy, accumulator(kernelOf(unit)));
            gradients.add(x, convolution.gradient(dy));
        });
    }

    /** Batch norm and ReLU of what a convolution put out, whose gradient {@code backward} gets. */
    private FeatureMap normalise(ConvUnit unit, FeatureMap x, Consumer<FeatureMap> backward) {
        String norm = unit.name() + ".bn.";
        memory.desc perChannel = TrainedBatchNorm.vector(unit.channels());
        TrainedBatchNorm batchNorm = new TrainedBatchNorm(
                plan,
                norm,
                x,
                eps,
                at(parameters.value(norm + "weight"), perChannel),
                at(parameters.value(norm + "bias"), perChannel));
        FeatureMap y = batchNorm.forward();
        statistics.add(batchNorm.statistics());
        tape.push(() -> backward.accept(
                batchNorm.gradient(gradients.of(y), accumulator(norm + "weight"), accumulator(norm + "bias"))));
        return y;
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

    private FeatureMap learn(MaxPool pool, FeatureMap x) {
        TrainedPool trained = new TrainedPool(plan, pool, x);
        FeatureMap y = trained.forward();
        tape.push(() -> gradients.add(x, trained.gradient(gradients.of(y))));
        return y;
    }

    private FeatureMap learn(Mixed block, FeatureMap x) {
        List<FeatureMap> parts = new ArrayList<>();
        for (List<Stage> branch : block.branches()) {
            FeatureMap y = x;
            for (Stage stage : branch) {
                y = learn(stage, y);
            }
            parts.add(y);
        }
        FeatureMap all = plan.map(block.outputChannels(x.channels()), x.size(), type, 1);
        plan.concatenate(block.name(), parts, all);
        tape.push(() -> divide(block.name(), gradients.of(all), parts));
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
