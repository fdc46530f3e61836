package org.i3d4j.network;

import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;

/**
 * How large the values of the feature maps of a network get: what 8-bit arithmetic scales them by.
 *
 * @param largest by the name of the convolution unit that puts them out, and for {@link #INPUT}: the absolute value that the
 *     largest integer stands for, above 0; larger ones saturate
 */
public record ActivationRanges(Map<String, Float> largest) {
    /** The clip's name among the feature maps. */
    public static final String INPUT = "input";

    /** Of a network that was not calibrated. */
    public static final ActivationRanges NONE = new ActivationRanges(Map.of());

    public ActivationRanges {
        largest = Map.copyOf(largest);
        largest.forEach((name, value) -> {
            if (!(value > 0) || value.isInfinite()) {
                throw new WeightsException(
                        "the activation range of " + name + " is " + value + "; it has to be above 0");
            }
        });
    }

    public boolean isEmpty() {
        return largest.isEmpty();
    }

    /**
     * The range of {@code name}.
     *
     * @throws WeightsException if it was not measured
     */
    public float of(String name) {
        Float value = largest.get(name);
        if (value == null) {
            throw new WeightsException("no activation range of " + name + "; " + Advice.CALIBRATE);
        }
        return value;
    }

    /**
     * Sees to it that the clips and all units of {@code architecture} have a range.
     *
     * @throws WeightsException naming one that has none
     */
    public void require(Architecture architecture) {
        of(INPUT);
        architecture.units().forEach(unit -> of(unit.name()));
    }
}
