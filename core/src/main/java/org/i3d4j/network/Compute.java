package org.i3d4j.network;

/**
 * Where and how a network is to run.
 *
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param precision arithmetic of its convolutions
 * @param engine who runs it
 */
public record Compute(String device, Precision precision, Engine engine) {
    /** float32 on the CPU by the fastest engine. */
    public static final Compute DEFAULT = onCpu(Precision.FP32);

    /** On the CPU by the fastest engine. */
    public static Compute onCpu(Precision precision) {
        return new Compute("cpu", precision, Engine.AUTO);
    }
}
