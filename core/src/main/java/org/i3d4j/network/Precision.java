package org.i3d4j.network;

/** Arithmetic of the convolutions. */
public enum Precision {
    /** float32. */
    FP32,
    /** bfloat16 factors, float32 sums. */
    BF16,
    /** 8-bit integer factors, 32-bit sums, scaled by what was seen of the feature maps ({@link ActivationRanges}). */
    INT8
}
