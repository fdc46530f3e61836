package org.i3d4j.video.transform;

import java.util.Collections;
import java.util.List;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;

/**
 * Brings uint8 T,H,W,C to float32 C,T,H,W: (x / 255 - mean) / std, computed in double precision.
 *
 * @param mean of levels in [0, 1], one per channel
 * @param std likewise, above 0
 */
public record VideoToTensor(List<Double> mean, List<Double> std) implements Transform {
    private static final List<Double> HALF = Collections.nCopies(3, 0.5);

    public VideoToTensor {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean finite =
                mean.stream().allMatch(Double::isFinite) && std.stream().allMatch(Double::isFinite);
        if (mean.size() != std.size() || !finite || std.stream().anyMatch(s -> s <= 0)) {
            throw new ConfigException(
                    "VideoToTensor: needs as many means as deviations, these above 0; found " + mean + " and " + std);
        }
    }

    /** To [-1, 1], as the published models take it: x / 255 * 2 - 1. */
    public VideoToTensor() {
        this(HALF, HALF);
    }

    /**
     * The value of each level, per channel.
     *
     * @throws ShapeException if there are more channels than means
     */
    float[][] values(int channels) {
        if (channels > mean.size()) {
            throw new ShapeException(
                    "VideoToTensor: " + mean.size() + " means and deviations for " + channels + " channels");
        }
        float[][] values = new float[channels][256];
        for (int channel = 0; channel < channels; channel++) {
            for (int level = 0; level < 256; level++) {
                values[channel][level] = (float) ((level / 255.0 - mean.get(channel)) / std.get(channel));
            }
        }
        return values;
    }

    /** The largest absolute value of any level, of all channels. */
    float largestValue() {
        float largest = 0;
        for (float[] ofChannel : values(mean.size())) {
            largest = Math.max(largest, Math.max(Math.abs(ofChannel[0]), Math.abs(ofChannel[255])));
        }
        return largest;
    }

    /** The level of a channel, in [0, 255], whose value is nearest to 0. */
    int meanLevel(int channel) {
        return (int) Math.rint(Math.min(Math.max(mean.get(channel), 0), 1) * 255);
    }
}
