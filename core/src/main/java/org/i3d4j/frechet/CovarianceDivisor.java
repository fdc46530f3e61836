package org.i3d4j.frechet;

/** What the sums of squares of a covariance are divided by. */
public enum CovarianceDivisor {
    /** N - 1: without bias, as tf.contrib.gan and NumPy do it. */
    ONE_LESS("N-1"),
    /** N, as StyleGAN-V does it. */
    COUNT("N");

    private final String words;

    CovarianceDivisor(String words) {
        this.words = words;
    }

    double of(long count) {
        return this == COUNT ? count : count - 1;
    }

    /** As a formula has it. */
    @Override
    public String toString() {
        return words;
    }
}
