package org.i3d4j.features;

import java.nio.FloatBuffer;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorData;

/**
 * A layer of some clips, averaged over space.
 *
 * @param channels of the layer
 * @param steps in time
 * @param positions in space
 * @param values N,C,T,H,W
 */
record LayerValues(int channels, int steps, int positions, FloatBuffer values) {
    private static final int TIME_AXIS = 2;

    static LayerValues of(TensorData map) {
        List<Long> shape = map.shape();
        int steps = shape.size() > TIME_AXIS ? shape.get(TIME_AXIS).intValue() : 1;
        long all = shape.stream().skip(TIME_AXIS).reduce(1L, Math::multiplyExact);
        return new LayerValues(shape.get(1).intValue(), steps, (int) (all / steps), map.floats());
    }

    /**
     * Puts steps in time of a clip into an array, each with all channels.
     *
     * @throws WeightsException if a value is not finite
     */
    void eachStep(int clip, int from, int to, float[] into, int at) {
        int place = at;
        for (int step = from; step < to; step++) {
            for (int channel = 0; channel < channels; channel++) {
                into[place++] = finite(sum(clip, channel, step, step + 1) / positions, channel);
            }
        }
    }

    /** Puts the mean of all steps in time of a clip into an array; as {@link #eachStep}. */
    void mean(int clip, float[] into, int at) {
        for (int channel = 0; channel < channels; channel++) {
            into[at + channel] = finite(sum(clip, channel, 0, steps) / ((double) positions * steps), channel);
        }
    }

    private double sum(int clip, int channel, int from, int to) {
        int start = (clip * channels + channel) * steps * positions;
        double sum = 0;
        for (int i = start + from * positions; i < start + to * positions; i++) {
            sum += values.get(i);
        }
        return sum;
    }

    private static float finite(double value, int channel) {
        if (!Double.isFinite(value)) {
            throw new WeightsException("the network's feature " + channel + " is " + value + ": on the way to it values"
                    + " became too large for its arithmetic, or the weights are damaged");
        }
        return (float) value;
    }
}
