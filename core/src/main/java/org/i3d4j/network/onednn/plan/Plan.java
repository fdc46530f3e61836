package org.i3d4j.network.onednn.plan;

import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** The network as calls of oneDNN, for clips of one shape. Owns these, not the memory they compute in. */
public final class Plan implements AutoCloseable {
    private final List<Step> steps;
    private final List<ArenaSlice> slices;
    private final List<memory> clips;
    private final ArenaLayout layout;
    private final RetainedPointers retained;
    private long boundTo;

    /**
     * @param slices what lies in the arena
     * @param clips the memory that the clips are given as
     * @param layout where regions lie in the arena
     * @param retained everything native; closed with this
     */
    Plan(List<Step> steps, List<ArenaSlice> slices, List<memory> clips, ArenaLayout layout, RetainedPointers retained) {
        this.steps = List.copyOf(steps);
        this.slices = List.copyOf(slices);
        this.clips = List.copyOf(clips);
        this.layout = layout;
        this.retained = retained;
    }

    /** Bytes that its steps compute in. */
    public long arenaBytes() {
        return layout.bytes();
    }

    /** Bytes from the start of the arena to {@code region}. */
    public long offset(Region region) {
        return layout.offset(region);
    }

    public List<Step> steps() {
        return steps;
    }

    /**
     * Computes.
     *
     * @param clipsNcthw N,C,T,H,W, contiguous, of the type that it was made for
     * @param seen is shown each output in turn, as long as its values are there
     */
    public void run(Pointer clipsNcthw, Arena arena, stream order, Consumer<PlanOutput> seen) {
        bind(clipsNcthw, arena);
        run(0, steps.size(), order, seen);
    }

    /** Has the steps that follow read {@code clipsNcthw} and compute in {@code arena}. */
    public void bind(Pointer clipsNcthw, Arena arena) {
        bind(arena);
        try (PointerScope scope = new PointerScope()) {
            clips.forEach(given -> given.set_data_handle(clipsNcthw));
        }
    }

    /** Computes the steps from {@code first} to ahead of {@code end}, when bound. */
    public void run(int first, int end, stream order, Consumer<PlanOutput> seen) {
        try (PointerScope scope = new PointerScope()) {
            for (Step step : steps.subList(first, end)) {
                step.call().execute(order, step.arguments());
                PlanOutput output = step.output();
                if (output != null) {
                    order._wait();
                    seen.accept(output);
                }
            }
            order._wait();
        }
    }

    private void bind(Arena arena) {
        long address = arena.address();
        if (address == boundTo) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            slices.forEach(slice -> slice.values().set_data_handle(arena.at(slice.offset())));
        }
        boundTo = address;
    }

    @Override
    public void close() {
        retained.close();
    }
}
