package org.i3d4j.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.ShapeException;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.text.Counted;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.naming.KernelOrder;
import org.i3d4j.weights.tfbundle.MaskedCrc;

/**
 * The models that DeepMind published with kinetics-i3d. Whatever program a checkpoint was converted by, it is known by its
 * first kernels, which every conversion only rearranges: by their checksum in the published {@code .index} file.
 */
public enum PublishedModel {
    RGB_IMAGENET("rgb_imagenet", 1301742067L, 71.1, 89.3),
    RGB_SCRATCH("rgb_scratch", 1008621070L, 68.4, 88.0),
    FLOW_IMAGENET("flow_imagenet", 998817118L, 63.4, 84.9),
    FLOW_SCRATCH("flow_scratch", 2495411494L, 61.5, 83.4),
    /** For Kinetics-600; no accuracy is published beside the others'. */
    RGB_SCRATCH_KIN600("rgb_scratch_kin600", 1011419115L, Double.NaN, Double.NaN);

    private static final String FIRST_KERNELS = "Conv3d_1a_7x7.conv3d.weight";

    private final String title;
    private final long maskedChecksum;
    private final double top1Percent;
    private final double top5Percent;

    PublishedModel(String title, long maskedChecksum, double top1Percent, double top5Percent) {
        this.title = title;
        this.maskedChecksum = maskedChecksum;
        this.top1Percent = top1Percent;
        this.top5Percent = top5Percent;
    }

    /**
     * What a model says of DeepMind's sample clip, {@code v_CricketShot_g04_c01}.
     *
     * @param norm Euclidean norm of the logits
     * @param logit of the class playing cricket
     * @param probability of that class, in [0, 1]
     */
    public record Sample(double norm, double logit, double probability) {
        /** Number of the class playing cricket. */
        public static final int PLAYING_CRICKET = 227;

        static final Sample RGB = new Sample(87.108871, 25.856646, 0.9999968);
        static final Sample FLOW = new Sample(63.252754, 15.957031, 0.9477566);
        /** Of the sum of both streams' logits. */
        public static final Sample BOTH = new Sample(138.468658, 41.813675, 1.0);

        /** The published figures have six decimals; float32 sums over a 79-frame clip differ in the fifth digit. */
        private static final double TOLERATED = 1e-3;

        /**
         * A figure of the sample clip, as it was found and as it was published.
         *
         * @param name for people
         * @param agrees whether both are the same, but for how float32 is summed
         */
        public record Figure(String name, double found, double published, boolean agrees) {
            private static Figure of(String name, double found, double published) {
                return new Figure(
                        name, found, published, Math.abs(found - published) <= TOLERATED * Math.abs(published));
            }
        }

        /**
         * Holds a model's logits of the sample clip, or the sum of two streams', against the published figures.
         *
         * @param logits one a class
         * @throws ShapeException if there are too few to have the class playing cricket among them
         */
        public List<Figure> compare(float[] logits) {
            if (logits.length <= PLAYING_CRICKET) {
                throw new ShapeException(
                        "there are " + Counted.of(logits.length, "logit") + "; expected those of 400 classes");
            }
            return List.of(
                    Figure.of("norm of the logits", norm(logits), norm),
                    Figure.of("logit of playing cricket", logits[PLAYING_CRICKET], logit),
                    Figure.of("probability of playing cricket", Softmax.of(logits)[PLAYING_CRICKET], probability));
        }

        private static double norm(float[] values) {
            double squares = 0;
            for (float value : values) {
                squares += (double) value * value;
            }
            return Math.sqrt(squares);
        }
    }

    /** The published model that these weights are of; none is another network than Inception. */
    public static Optional<PublishedModel> of(StateDict weights) {
        TensorData kernels = weights.asMap().get(FIRST_KERNELS);
        if (kernels == null) {
            return Optional.empty();
        }
        long checksum = maskedChecksum(kernels);
        return Arrays.stream(values())
                .filter(model -> model.maskedChecksum == checksum)
                .findFirst();
    }

    /** As TensorFlow keeps it: of the values in its own order, rotated and shifted. */
    static long maskedChecksum(TensorData kernels) {
        TensorData theirs = KernelOrder.TIME_HEIGHT_WIDTH_IN_OUT.fromOurs(kernels);
        return Integer.toUnsignedLong(MaskedCrc.of(theirs.values()));
    }

    /** The name of its folder in kinetics-i3d. */
    public String title() {
        return title;
    }

    /** Published top-1 accuracy on the test videos of Kinetics-400, in percent; NaN if there is none. */
    public double top1Percent() {
        return top1Percent;
    }

    /** Published top-5 accuracy, likewise. */
    public double top5Percent() {
        return top5Percent;
    }

    /** What it is published to say of the sample clip, for the models that it was published for. */
    public Optional<Sample> sample() {
        return switch (this) {
            case RGB_IMAGENET -> Optional.of(Sample.RGB);
            case FLOW_IMAGENET -> Optional.of(Sample.FLOW);
            default -> Optional.empty();
        };
    }
}
