package org.i3d4j.network.onednn;

import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.DirectConvolution;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Finish;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuilder;

/** One convolution of the network alone, as the network computes it, to measure what can be reached. Owns its memory. */
public final class OneDnnConvolution implements AutoCloseable {
    private final LaidOutKernel kernel;
    private final Plan plan;
    private final Arena arena = new Arena();
    private final stream order;

    /**
     * A convolution of a single clip with random weights.
     *
     * @param input size of the feature map that it reads
     * @throws org.i3d4j.error.DeviceException if oneDNN can't be loaded
     */
    public OneDnnConvolution(ConvUnit unit, Extent input, Precision precision) {
        Kernel random = Kernel.random(unit);
        this.kernel = switch (precision) {
            case FP32 -> LaidOutKernel.of(random, data_type.f32);
            case BF16 -> LaidOutKernel.of(random, data_type.bf16);
            case INT8 -> LaidOutKernel.quantized(random, false);
        };
        PlanBuilder builder = new PlanBuilder(1);
        try (PointerScope scope = new PointerScope()) {
            FeatureMap x = map(builder, unit.inputChannels(), input, precision);
            FeatureMap y = map(builder, unit.channels(), unit.outputSize(input), precision);
            DirectConvolution.add(
                    builder,
                    unit.name(),
                    x,
                    kernel,
                    unit.stride(),
                    unit.window().padding(input),
                    y,
                    Finish.of(true));
            this.plan = builder.build();
            this.order = new stream(OneDnn.cpu());
            order.retainReference();
        }
        arena.require(plan.arenaBytes(), "a convolution");
        Pointer.memset(arena.at(0), 0, plan.arenaBytes());
    }

    private static FeatureMap map(PlanBuilder plan, int channels, Extent size, Precision precision) {
        data_type type = switch (precision) {
            case FP32 -> data_type.f32;
            case BF16 -> data_type.bf16;
            case INT8 -> data_type.u8;
        };
        return plan.map(channels, size, type, 1);
    }

    /** Computes once. */
    public void run() {
        plan.run(arena.at(0), arena, order, output -> {});
    }

    @Override
    public void close() {
        plan.close();
        kernel.close();
        arena.close();
        order.releaseReference();
    }
}
