package org.i3d4j.network.onednn.training;

import java.util.List;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Plan;

/**
 * The calls of a training step without the head: {@code forwardSteps} of the forward pass, then those of the gradients.
 *
 * @param backward the parts of the latter, in their order
 * @param plan closed with this
 * @param output what the last stage puts out, float32 N,C,T,H,W
 * @param outputGradient to be filled in between, as {@code output}
 * @param statistics of every batch norm, there from the forward pass on
 */
record TrainingPlan(
        Plan plan,
        int forwardSteps,
        List<BackwardPart> backward,
        FeatureMap output,
        FeatureMap outputGradient,
        List<BatchStatistics> statistics)
        implements AutoCloseable {

    /**
     * The steps behind those of the part before, up to {@code end}.
     *
     * @param unit of whose parameters the gradients are there then, and of all behind it
     */
    record BackwardPart(String unit, int end) {}

    @Override
    public void close() {
        plan.close();
    }
}
