package org.i3d4j.frechet;

import java.nio.FloatBuffer;
import java.util.Set;
import java.util.stream.IntStream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.TensorData;

/** What a protocol takes of the network. */
record ClipFeatures(Network network, FvdProtocol protocol) {
    int dimensions() {
        return protocol.feature().dimensions(network.architecture());
    }

    /**
     * A row for each clip.
     *
     * @throws org.i3d4j.error.WeightsException if one is not finite
     */
    double[][] of(ClipBatch clips) {
        return protocol.feature() == FvdProtocol.Feature.LOGITS ? logits(clips) : pooled(clips);
    }

    private double[][] logits(ClipBatch clips) {
        Logits logits = network.forward(clips);
        return IntStream.range(0, logits.clips())
                .mapToObj(clip -> doubles(logits.row(clip)))
                .toArray(double[][]::new);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** Of N,C,T',H',W' the means over what is behind C. */
    private double[][] pooled(ClipBatch clips) {
        TensorData features =
                network.forward(clips, Set.of(Architecture.FEATURES)).endpoint(Architecture.FEATURES);
        FloatBuffer values = features.floats();
        double[][] rows = new double[clips.clips()][dimensions()];
        int positions = values.remaining() / (rows.length * dimensions());
        for (double[] row : rows) {
            for (int channel = 0; channel < row.length; channel++) {
                double sum = 0;
                for (int i = 0; i < positions; i++) {
                    sum += values.get();
                }
                row[channel] = sum / positions;
                if (!Double.isFinite(row[channel])) {
                    throw new WeightsException("the network's feature " + channel + " of a clip is " + row[channel]
                            + ": on the way to it values became too large for its arithmetic; the weights are damaged");
                }
            }
        }
        return rows;
    }
}
