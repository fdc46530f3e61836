package org.i3d4j.network;

/**
 * How far two networks' logits of the same clips are apart.
 *
 * @param largest difference of two logits
 * @param relative Euclidean norm of the difference over that of the first logits
 */
public record LogitsDifference(double largest, double relative) {

    /**
     * The difference of {@code found} from {@code expected}.
     *
     * @throws IllegalArgumentException for other numbers of clips or classes
     * @throws org.i3d4j.error.WeightsException if a logit is not finite
     */
    public static LogitsDifference of(Logits expected, Logits found) {
        if (expected.clips() != found.clips() || expected.classes() != found.classes()) {
            throw new IllegalArgumentException(expected.clips() + "x" + expected.classes() + " logits against "
                    + found.clips() + "x" + found.classes());
        }
        double largest = 0;
        double difference = 0;
        double norm = 0;
        for (int clip = 0; clip < expected.clips(); clip++) {
            float[] a = expected.row(clip);
            float[] b = found.row(clip);
            for (int i = 0; i < a.length; i++) {
                double apart = Math.abs((double) a[i] - b[i]);
                largest = Math.max(largest, apart);
                difference += apart * apart;
                norm += (double) a[i] * a[i];
            }
        }
        return new LogitsDifference(largest, Math.sqrt(difference / norm));
    }
}
