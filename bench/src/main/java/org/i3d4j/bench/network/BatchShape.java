package org.i3d4j.bench.network;

import java.util.SplittableRandom;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.LayerCost;
import org.i3d4j.video.ClipBatch;

/**
 * Shape of a batch of clips.
 *
 * @param clips N
 * @param channels C
 * @param size T, H and W
 */
public record BatchShape(int clips, int channels, Extent size) {
    private static final double OPERATIONS_PER_MULTIPLY_ADD = 2;

    /**
     * Floating-point operations of one forward pass, two for a multiply-add.
     *
     * @throws org.i3d4j.error.ShapeException if the clips are below the network's minimum
     */
    public double operations(Architecture architecture) {
        long multiplyAdds = LayerCost.of(architecture, size).stream()
                .mapToLong(LayerCost::multiplyAdds)
                .sum();
        return OPERATIONS_PER_MULTIPLY_ADD * clips * (double) multiplyAdds;
    }

    /** Clips of random values in [-1, 1]; the caller's to close. */
    public ClipBatch randomClips() {
        ClipBatch batch = ClipBatch.allocate(clips, channels, size.time(), size.height(), size.width());
        SplittableRandom random = new SplittableRandom(1);
        float[] plane = new float[size.height() * size.width()];
        for (int clip = 0; clip < clips; clip++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int frame = 0; frame < size.time(); frame++) {
                    fill(plane, random);
                    batch.plane(clip, channel, frame).put(plane);
                }
            }
        }
        return batch;
    }

    private static void fill(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
    }

    /** As {@code NxCxTxHxW}. */
    @Override
    public String toString() {
        return clips + "x" + channels + "x" + size;
    }
}
