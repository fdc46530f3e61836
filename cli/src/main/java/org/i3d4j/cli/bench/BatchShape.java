package org.i3d4j.cli.bench;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.LayerCost;
import org.i3d4j.video.ClipBatch;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Shape of a batch of clips.
 *
 * @param clips N
 * @param channels C
 * @param size T, H and W
 */
record BatchShape(int clips, int channels, Extent size) {
    private static final double OPERATIONS_PER_MULTIPLY_ADD = 2;

    /** Reads {@code N,C,T,H,W}. */
    static final class Converter implements ITypeConverter<BatchShape> {
        private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,5})" + ",([1-9]\\d{0,5})".repeat(4));

        @Override
        public BatchShape convert(String text) {
            Matcher sides = SHAPE.matcher(text);
            if (!sides.matches()) {
                throw new TypeConversionException("expected N,C,T,H,W as 1,3,64,224,224, found '" + text + "'");
            }
            return new BatchShape(
                    side(sides, 1), side(sides, 2), new Extent(side(sides, 3), side(sides, 4), side(sides, 5)));
        }

        private static int side(Matcher sides, int group) {
            return Integer.parseInt(sides.group(group));
        }
    }

    /**
     * Floating-point operations of one forward pass, two for a multiply-add.
     *
     * @throws org.i3d4j.error.ShapeException if the clips are below the network's minimum
     */
    double operations(Architecture architecture) {
        long multiplyAdds = LayerCost.of(architecture, size).stream()
                .mapToLong(LayerCost::multiplyAdds)
                .sum();
        return OPERATIONS_PER_MULTIPLY_ADD * clips * (double) multiplyAdds;
    }

    /** Clips of random values in [-1, 1]; the caller's to close. */
    ClipBatch randomClips() {
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
