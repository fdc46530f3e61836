package org.i3d4j.config;

import java.util.List;
import org.i3d4j.error.ConfigException;

/** Pairs of a least and a greatest number. */
final class Ranges {
    private Ranges() {}

    /** @throws ConfigException if the least is above the greatest */
    static void requireAscending(String key, List<? extends Number> range) {
        if (range.get(0).doubleValue() > range.get(1).doubleValue()) {
            throw new ConfigException("'" + key + "' is " + range + "; the first has to be the least");
        }
    }
}
