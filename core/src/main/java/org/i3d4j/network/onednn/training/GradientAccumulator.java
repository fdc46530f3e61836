package org.i3d4j.network.onednn.training;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;

/**
 * Where the gradient of a parameter is gathered, in the caller's memory.
 *
 * @param parameter its name
 * @param values where
 * @param adds whether it is added to what is there
 */
record GradientAccumulator(PlanBuilder plan, String parameter, Pointer values, boolean adds) {

    /** Adds the step that moves {@code gradient} there as it lies, or adds it to what is there. */
    void accumulate(PlanBuffer gradient) {
        accumulate(gradient, gradient.layout(), 0);
    }

    /**
     * Adds the step that moves {@code gradient} there, or adds it to what is there.
     *
     * @param layout how the caller wants it
     * @param bytes from the start of that memory, for a part of it
     */
    void accumulate(PlanBuffer gradient, memory.desc layout, long bytes) {
        primitive_attr attributes = new primitive_attr();
        if (adds) {
            post_ops after = new post_ops();
            after.append_sum();
            attributes.set_post_ops(after);
        }
        reorder.primitive_desc described =
                new reorder.primitive_desc(OneDnn.cpu(), gradient.layout(), OneDnn.cpu(), layout, attributes, false);
        memory there = new memory(layout, OneDnn.cpu(), new BytePointer(values).getPointer(bytes));
        plan.add(
                parameter + ".gathered",
                described,
                new reorder(described),
                List.of(gradient.as(dnnl.DNNL_ARG_SRC)),
                Map.of(dnnl.DNNL_ARG_DST, there));
    }
}
