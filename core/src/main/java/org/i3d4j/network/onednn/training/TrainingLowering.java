package org.i3d4j.network.onednn.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private static final Extent PIXEL = Extent.cube(1);

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
        FeatureMap clips = new SpaceToDepth(stem, clip, PIXEL).read(plan, type, 1);
        FeatureMap x = clips;
        for (Stage stage : architecture.stages()) {
            stage.units()
                    .findFirst()
                    .ifPresent(unit -> tape.push(() -> parts.add(new BackwardPart(unit.name(), plan.steps()))));
            x = stage.equals(stem) ? learn(stem, x, false) : learn(stage, x);
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

    private FeatureMap learn(Stage stage, FeatureMap x) {
        if (stage instanceof ConvUnit unit) {
            return learn(unit, x, true);
        }
        if (stage instanceof MaxPool pool) {
            return learn(pool, x);
        }
        return learn((Mixed) stage, x);
    }

    private FeatureMap learn(ConvUnit unit, FeatureMap x, boolean passesOn) {
        String kernel = unit.name() + ".conv3d.weight";
        String norm = unit.name() + ".bn.";
        memory.desc kernelLayout = TrainedConvolution.callersLayout(unit);
        memory.desc perChannel = TrainedBatchNorm.vector(unit.channels());
        TrainedConvolution convolution =
                new TrainedConvolution(plan, unit, x, at(parameters.value(kernel), kernelLayout));
        TrainedBatchNorm batchNorm = new TrainedBatchNorm(
                plan,
                norm,
                convolution.forward(),
                eps,
                at(parameters.value(norm + "weight"), perChannel),
                at(parameters.value(norm + "bias"), perChannel));
        FeatureMap y = batchNorm.forward();
        statistics.add(batchNorm.statistics());
        tape.push(() -> {
            FeatureMap dy = batchNorm.gradient(
                    gradients.of(y), accumulator(norm + "weight", perChannel), accumulator(norm + "bias", perChannel));
            convolution.kernelGradient(dy, accumulator(kernel, kernelLayout));
            if (passesOn) {
                gradients.add(x, convolution.gradient(dy));
            }
        });
        return y;
    }

    private static memory at(Pointer values, memory.desc layout) {
        return new memory(layout, OneDnn.cpu(), values);
    }

    private GradientAccumulator accumulator(String parameter, memory.desc layout) {
        return new GradientAccumulator(plan, parameter, at(parameters.gradient(parameter), layout), adds);
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
