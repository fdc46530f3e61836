package org.i3d4j.video.transform;

import java.util.Collections;
import java.util.List;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Modality;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Brings uint8 T,H,W,C to C,T,H,W: (x / 255 - mean) / std, computed in double precision and rounded to float32, and from there to
 * what the batch holds.
 *
 * @param order axes of the result as numbers of the input's: 3, 0, 1, 2
 * @param mean of levels in [0, 1], one per channel
 * @param std likewise, above 0
 */
public record VideoToTensor(
        @Key(
                doc = "axes of the result as numbers of the input's axes; C,T,H,W is what the network takes",
                absent = "[3, 0, 1, 2]",
                length = 4,
                min = 0,
                max = 3)
        List<Integer> order,

        @Key(
                doc = "a value is (level / 255 - mean) / std, per channel; one number stands for all",
                absent = "[0.5, 0.5, 0.5]",
                length = 3,
                spread = true,
                min = 0,
                max = 1)
        List<Double> mean,

        @Key(
                doc = "see 'mean'; one number stands for all",
                absent = "[0.5, 0.5, 0.5]",
                length = 3,
                spread = true,
                above = 0,
                max = 255)
        List<Double> std)
        implements Transform {
    private static final List<Integer> CTHW = List.of(3, 0, 1, 2);
    private static final List<Double> HALF = Collections.nCopies(3, 0.5);

    public VideoToTensor {
        order = List.copyOf(order);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        KeyRules.require(VideoToTensor.class, order, mean, std);
        if (!order.equals(CTHW)) {
            throw new ConfigException("'order' is " + order + "; the network takes " + CTHW + " only");
        }
    }

    /** In the only order there is. */
    public VideoToTensor(List<Double> mean, List<Double> std) {
        this(CTHW, mean, std);
    }

    /** To [-1, 1], as the published models take it: x / 255 * 2 - 1. */
    public VideoToTensor() {
        this(HALF, HALF);
    }

    @Override
    public String words() {
        return mean.equals(HALF) && std.equals(HALF)
                ? "pixels to [-1, 1]"
                : "pixels to (x / 255 - " + words(mean) + ") / " + words(std);
    }

    private static Object words(List<Double> ofChannels) {
        return ofChannels.stream().distinct().count() == 1 ? ofChannels.get(0) : ofChannels;
    }

    /**
     * The value of each level, per channel, in a clip that may be mirrored: in a mirror what moves right moves left, so of
     * optical flow the horizontal values change their sign. No motion is the level that becomes 0.
     *
     * @throws ShapeException if there are more channels than means
     */
    float[][] values(int channels, boolean mirrored) {
        float[][] values = values(channels);
        if (mirrored && channels == Modality.FLOW.channels()) {
            float[] horizontal = values[0];
            for (int level = 0; level < horizontal.length; level++) {
                horizontal[level] = -horizontal[level];
            }
        }
        return values;
    }

    /** The same in a clip that is not mirrored. */
    float[][] values(int channels) {
        if (channels > mean.size()) {
            throw new ShapeException(
                    "VideoToTensor: " + mean.size() + " means and deviations for " + Counted.of(channels, "channel"));
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
