package org.i3d4j.network;

/** Arithmetic of the convolutions: float32, or bfloat16 with float32 weights and accumulation. */
public enum Precision {
    FP32,
    BF16
}
