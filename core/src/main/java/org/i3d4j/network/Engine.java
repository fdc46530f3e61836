package org.i3d4j.network;

/** Who runs the network. */
public enum Engine {
    /** The fastest that can. */
    AUTO,
    /** oneDNN: evaluation on x86-64 CPUs. */
    ONEDNN,
    /** libtorch: evaluation and training on CPUs and CUDA devices. */
    LIBTORCH
}
