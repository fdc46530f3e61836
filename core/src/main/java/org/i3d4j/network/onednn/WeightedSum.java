package org.i3d4j.network.onednn;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.softmax_forward;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.StepArgument;

/**
 * The steps of a non-local block between its convolutions: products of queries and keys, the weights made of them, and the sums
 * of values with these. Maps with channels last are matrices of a position a row as they are. Products stay float32, whatever
 * the maps: exponentials would make much of what bfloat16 rounds off.
 */
final class WeightedSum {
    private final PlanBuilder plan;
    private final String name;
    private final NonLocal.Weighting weighting;

    WeightedSum(PlanBuilder plan, String name, NonLocal.Weighting weighting) {
        this.plan = plan;
        this.name = name;
        this.weighting = weighting;
    }

    /**
     * Adds them.
     *
     * @param queries,keys of the same channels
     * @param values a value for each key
     * @param sums as many positions as {@code queries}, and the channels of {@code values}
     * @param type of all maps
     */
    void add(FeatureMap queries, FeatureMap keys, FeatureMap values, FeatureMap sums, data_type type) {
        long[] pairs = {queries.clips(), queries.size().volume(), keys.size().volume()};
        PlanBuffer weights = plan.buffer(new memory.desc(pairs, type, format_tag.abc));
        StepArgument query = byPosition(dnnl.DNNL_ARG_SRC, queries, type);
        StepArgument key = byChannel(keys, type);
        double factor = weighting.factor(keys.channels(), keys.size().volume());
        if (weighting.isSoftmax()) {
            PlanBuffer products = plan.buffer(new memory.desc(pairs, data_type.f32, format_tag.abc));
            multiply("products", query, key, products.as(dnnl.DNNL_ARG_DST), factor);
            softmax(products, weights);
        } else {
            multiply("products", query, key, weights.as(dnnl.DNNL_ARG_DST), factor);
        }
        multiply(
                "sums",
                weights.as(dnnl.DNNL_ARG_SRC),
                byPosition(dnnl.DNNL_ARG_WEIGHTS, values, type),
                byPosition(dnnl.DNNL_ARG_DST, sums, type),
                1);
    }

    /** A row for each position. */
    private static StepArgument byPosition(int argument, FeatureMap map, data_type type) {
        long positions = map.size().volume();
        long channels = map.channels();
        long[] dims = {map.clips(), positions, channels};
        long[] strides = {positions * channels, channels, 1};
        return map.seenAs(new memory.desc(dims, type, strides)).as(argument);
    }

    /** A row for each channel: the right side of a product with rows of channels. */
    private static StepArgument byChannel(FeatureMap map, data_type type) {
        long positions = map.size().volume();
        long channels = map.channels();
        long[] dims = {map.clips(), channels, positions};
        long[] strides = {positions * channels, 1, channels};
        return map.seenAs(new memory.desc(dims, type, strides)).as(dnnl.DNNL_ARG_WEIGHTS);
    }

    private void multiply(String what, StepArgument left, StepArgument right, StepArgument to, double factor) {
        post_ops after = new post_ops();
        if (factor != 1) {
            after.append_eltwise(dnnl.algorithm.eltwise_linear, (float) factor, 0);
        }
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        matmul.primitive_desc described =
                new matmul.primitive_desc(OneDnn.cpu(), left.layout(), right.layout(), to.layout(), attributes, false);
        plan.add(name + "." + what, described, new matmul(described), List.of(left, right, to), Map.of());
    }

    private void softmax(PlanBuffer products, PlanBuffer weights) {
        softmax_forward.primitive_desc described = new softmax_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.softmax_accurate,
                products.layout(),
                weights.layout(),
                2,
                new primitive_attr(),
                false);
        plan.add(
                name + ".softmax",
                described,
                new softmax_forward(described),
                List.of(products.as(dnnl.DNNL_ARG_SRC), weights.as(dnnl.DNNL_ARG_DST)),
                Map.of());
    }
}
