package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;
import org.jspecify.annotations.Nullable;

/**
 * One call of oneDNN.
 *
 * @param name of what it computes
 * @param implementation which of its implementations oneDNN chose
 * @param call what to call
 * @param arguments the memory that it reads and writes
 * @param output what it puts out for the caller; null for what only other steps read
 */
public record Step(
        String name,
        String implementation,
        primitive call,
        IntMemoryMap arguments,
        @Nullable PlanOutput output) {

    /** Whether oneDNN has nothing better than its reference code for this, which is slower by orders of magnitude. */
    public boolean isSlow() {
        return implementation.startsWith("ref") && output == null;
    }
}
