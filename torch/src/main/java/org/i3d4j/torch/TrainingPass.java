package org.i3d4j.torch;

import java.util.function.LongConsumer;
import org.bytedeco.pytorch.Tensor;

/** A forward pass of training whose gradients are still to come. */
public final class TrainingPass {
    private final Tensor logits;
    private final Backward backward;
    private final String engine;

    /** What computes gradients. */
    @FunctionalInterface
    interface Backward {
        /** As {@link TrainingPass#backward}. */
        void run(Tensor loss, LongConsumer ready);
    }

    /**
     * @param backward computes all gradients from a loss
     * @param engine who computes, and why no faster one does
     */
    TrainingPass(Tensor logits, Backward backward, String engine) {
        this.logits = logits;
        this.engine = engine;
        this.backward = backward;
    }

    /** N,classes averaged over time and space; float32 or, under bfloat16 arithmetic, bfloat16; the caller's scope frees it. */
    public Tensor logits() {
        return logits;
    }

    /** Who computes it, and why no faster one does. */
    public String engine() {
        return engine;
    }

    /**
     * Adds the gradients of {@code loss}, a scalar made from {@link #logits}, to those of the parameters. Once only.
     *
     * @param ready told a value of {@link ParameterStore#values()} when the gradients of it and of all behind it are final and
     *     gathered, further to the front each time; some engines never tell
     */
    public void backward(Tensor loss, LongConsumer ready) {
        backward.run(loss, ready);
    }
}
