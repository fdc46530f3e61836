package org.i3d4j.config;

import org.i3d4j.text.YamlNamed;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Training in several processes; without effect in one. */
public record DistributedConfig(
        @Key(
                doc = "how the learning rate grows with the number of processes: none; linear, times the number; sqrt,"
                        + " times its square root",
                absent = "none")
        LrScaling scaleLr,

        @Key(
                doc = "whether batch norm measures the clips of all processes together, for batches too small by"
                        + " themselves",
                absent = "false")
        boolean syncBatchNorm,

        @Key(
                doc = "how gradients are averaged: auto, in shared memory where all processes are on the CPU of one"
                        + " machine, else as allreduce on CPUs and as reducer on GPUs; allreduce, over Gloo or NCCL"
                        + " while oneDNN's backward pass runs; reducer, the same by libtorch and while its own runs",
                absent = "auto")
        GradientExchange gradientExchange,

        @Key(
                doc = "what gradients travel as: none, float32; fp16, half the bytes, and not in shared memory",
                absent = "none")
        GradientCompression gradientCompression,

        @Key(
                doc = "seconds after which a process that doesn't answer is given up, and the training with it",
                absent = "600",
                above = 0,
                max = 1_000_000)
        double timeout) {

    /** How the learning rate grows with the number of processes. */
    public enum LrScaling implements YamlNamed {
        /** Not at all. */
        NONE,
        /** Times the number. */
        LINEAR,
        /** Times its square root. */
        SQRT
    }

    /** Who averages the gradients. */
    public enum GradientExchange implements YamlNamed {
        /** Whoever is best on the devices at hand. */
        AUTO,
        /** All-reduces of our own. */
        ALLREDUCE,
        /** libtorch's Reducer. */
        REDUCER
    }

    /** What gradients travel as. */
    public enum GradientCompression implements YamlNamed {
        /** float32. */
        NONE,
        /** float16. */
        FP16
    }

    public DistributedConfig {
        KeyRules.require(
                DistributedConfig.class, scaleLr, syncBatchNorm, gradientExchange, gradientCompression, timeout);
    }

    /** The factor of the learning rate for {@code worldSize} processes. */
    public double lrFactor(int worldSize) {
        return switch (scaleLr) {
            case NONE -> 1;
            case LINEAR -> worldSize;
            case SQRT -> Math.sqrt(worldSize);
        };
    }
}
