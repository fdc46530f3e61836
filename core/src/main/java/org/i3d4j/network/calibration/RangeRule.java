package org.i3d4j.network.calibration;

/** What the largest integer is to stand for, given the values that came. Larger values saturate; a smaller range resolves finer. */
public interface RangeRule {

    /**
     * The range of {@code values}.
     *
     * @param values at least one above 0
     * @param levels integers above 0 that there are
     * @return above 0, at most the largest of the values
     */
    float rangeOf(ValueHistogram values, int levels);

    /** Nothing that was seen saturates. */
    static RangeRule max() {
        return (values, levels) -> values.largest();
    }

    /**
     * All values but the largest few fit in.
     *
     * @param percent of the values, zeros counted, in (0, 100]
     * @throws org.i3d4j.error.ConfigException if it is outside
     */
    static RangeRule percentile(double percent) {
        return new PercentileRange(percent);
    }

    /** The range in which the integers' distribution is nearest to that of the values: see {@link EntropyRange}. */
    static RangeRule entropy() {
        return new EntropyRange();
    }
}
