package org.i3d4j.network.calibration;

import org.i3d4j.error.ConfigException;

/**
 * All values but the largest few fit in, to the width of a bin.
 *
 * @param percent of the values, zeros counted, in (0, 100]
 */
record PercentileRange(double percent) implements RangeRule {
    private static final int ALL = 100;

    PercentileRange {
        if (!(percent > 0 && percent <= ALL)) {
            throw new ConfigException(
                    "the percentile of a range is " + percent + "; it has to be above 0 and at most " + ALL);
        }
    }

    @Override
    public float rangeOf(ValueHistogram values, int levels) {
        long mayLieAbove = (long) ((double) values.count() * (ALL - percent) / ALL);
        long[] counts = values.counts();
        long above = 0;
        for (int bin = counts.length - 1; bin >= 0; bin--) {
            above += counts[bin];
            if (above > mayLieAbove) {
                return (float) Math.min(values.largest(), (bin + 1) * values.binWidth());
            }
        }
        // A map that is almost always 0: what else there is has to be told apart somehow.
        return values.largest();
    }
}
