package org.i3d4j.network;

/**
 * Where and how a network is to run.
 *
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param precision arithmetic of its convolutions
 * @param engine who runs it
 * @param workers for how many threads it computes at the same time, each in memory of its own for feature maps; the weights
 *     are there once
 * @param deterministic whether the digits are the same on every machine of the same instruction set; else layers may be computed in
 *     the way that is fastest on this one, which is measured once and kept in the user's cache
 */
public record Compute(String device, Precision precision, Engine engine, int workers, boolean deterministic) {
    /** float32 on the CPU by the fastest engine. */
    public static final Compute DEFAULT = onCpu(Precision.FP32);

    /** @throws IllegalArgumentException if there are less than one worker */
    public Compute {
        if (workers < 1) {
            throw new IllegalArgumentException("workers = " + workers + "; expected at least 1");
        }
    }

    /** Not deterministic. */
    public Compute(String device, Precision precision, Engine engine, int workers) {
        this(device, precision, engine, workers, false);
    }

    /** For one thread at a time. */
    public Compute(String device, Precision precision, Engine engine) {
        this(device, precision, engine, 1);
    }

    /** On the CPU by the fastest engine, for one thread at a time. */
    public static Compute onCpu(Precision precision) {
        return new Compute("cpu", precision, Engine.AUTO);
    }

    /**
     * The same for more threads. One pass alone takes all cores and ends soonest; several together pay where clips are small,
     * or where each thread of the caller is to keep to a core of its own, with {@code OMP_NUM_THREADS=1} in the environment.
     */
    public Compute withWorkers(int count) {
        return new Compute(device, precision, engine, count, deterministic);
    }

    /** The same with layers computed by rule, whatever is fastest on this machine. */
    public Compute asDeterministic() {
        return new Compute(device, precision, engine, workers, true);
    }
}
