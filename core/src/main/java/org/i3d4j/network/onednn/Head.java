package org.i3d4j.network.onednn;

import java.nio.FloatBuffer;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.HeadPooling;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.PlanOutput;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * Average pooling and the 1x1x1 convolution with bias, in float64 sums on float32 values. It is linear, so that the logits
 * averaged over time and space are those of the averaged features.
 */
final class Head {
    private final Architecture architecture;
    private final float[] weights;
    private final float[] bias;

    Head(Architecture architecture, StateDict state) {
        this.architecture = architecture;
        this.weights =
                state.require(Role.KERNEL.nameIn(Architecture.HEAD)).toFloat32().toFloatArray();
        this.bias =
                state.require(Role.BIAS.nameIn(Architecture.HEAD)).toFloat32().toFloatArray();
    }

    /** Logits of all clips, averaged over time and space as the network does it, N x classes. */
    float[] logits(PlanOutput backbone) {
        boolean oneWindow = architecture.headPoolOn(backbone.size()).equals(backbone.size());
        return architecture.averagesProbabilities() && !oneWindow
                ? HeadPooling.averaged(logits(features(backbone)).toFloatArray(), backbone.clips(), bias.length)
                : meanLogits(backbone);
    }

    private float[] meanLogits(PlanOutput backbone) {
        Extent size = backbone.size();
        double[] shares = HeadPooling.shares(architecture, size);
        FloatBuffer values = backbone.floats();
        float[] map = new float[shares.length];
        float[] logits = new float[backbone.clips() * bias.length];
        double[] mean = new double[backbone.channels()];
        for (int clip = 0; clip < backbone.clips(); clip++) {
            for (int channel = 0; channel < mean.length; channel++) {
                values.get(map);
                double sum = 0;
                for (int i = 0; i < map.length; i++) {
                    sum += map[i] * shares[i];
                }
                mean[channel] = sum;
            }
            for (int row = 0; row < bias.length; row++) {
                logits[clip * bias.length + row] = logit(row, mean);
            }
        }
        return logits;
    }

    private float logit(int row, double[] features) {
        double sum = bias[row];
        for (int channel = 0; channel < features.length; channel++) {
            sum += features[channel] * weights[row * features.length + channel];
        }
        return (float) sum;
    }

    /** The average-pooled features, N,C,T',H',W'. */
    TensorData features(PlanOutput backbone) {
        Extent size = backbone.size();
        Extent window = architecture.headPoolOn(size);
        Extent windows = size.zip(window, (n, k) -> n - k + 1);
        int maps = backbone.clips() * backbone.channels();
        FloatBuffer values = backbone.floats();
        float[] map = new float[(int) size.volume()];
        float[] pooled = new float[maps * (int) windows.volume()];
        int at = 0;
        for (int i = 0; i < maps; i++) {
            values.get(map);
            for (int t = 0; t < windows.time(); t++) {
                for (int h = 0; h < windows.height(); h++) {
                    for (int w = 0; w < windows.width(); w++) {
                        pooled[at++] = (float) (sum(map, size, window, t, h, w) / window.volume());
                    }
                }
            }
        }
        return TensorData.of(pooled, FeatureMap.dims(backbone.clips(), backbone.channels(), windows));
    }

    private static double sum(float[] map, Extent size, Extent window, int time, int top, int left) {
        double sum = 0;
        for (int t = time; t < time + window.time(); t++) {
            for (int h = top; h < top + window.height(); h++) {
                int row = (t * size.height() + h) * size.width();
                for (int w = left; w < left + window.width(); w++) {
                    sum += map[row + w];
                }
            }
        }
        return sum;
    }

    /** The logits at every position of {@code features}, N,classes,T',H',W'. */
    TensorData logits(TensorData features) {
        long[] shape = features.shapeArray();
        int clips = (int) shape[0];
        int channels = (int) shape[1];
        int positions = (int) (shape[2] * shape[3] * shape[4]);
        float[] values = features.toFloatArray();
        float[] logits = new float[clips * bias.length * positions];
        double[] column = new double[channels];
        for (int clip = 0; clip < clips; clip++) {
            for (int position = 0; position < positions; position++) {
                for (int channel = 0; channel < channels; channel++) {
                    column[channel] = values[(clip * channels + channel) * positions + position];
                }
                for (int row = 0; row < bias.length; row++) {
                    logits[(clip * bias.length + row) * positions + position] = logit(row, column);
                }
            }
        }
        return TensorData.of(logits, clips, bias.length, shape[2], shape[3], shape[4]);
    }
}
