package org.i3d4j.architecture;

/**
 * The head's average pooling and the mean over what it gives, as one weighted mean of the last feature map. Windows overlap, so that
 * positions at the edges of a map that is larger than a window are seen by fewer of them and count less.
 */
public final class HeadPooling {
    private HeadPooling() {}

    /**
     * What each position of a feature map counts in the logits.
     *
     * @param features size of the last feature map
     * @return T',H',W' in C order; they sum up to 1
     */
    public static double[] shares(Architecture architecture, Extent features) {
        Extent window = architecture.headPoolOn(features);
        Extent windows = features.zip(window, (n, k) -> n - k + 1);
        double all = (double) window.volume() * windows.volume();
        double[] shares = new double[(int) features.volume()];
        int at = 0;
        for (int t = 0; t < features.time(); t++) {
            for (int h = 0; h < features.height(); h++) {
                for (int w = 0; w < features.width(); w++) {
                    shares[at++] = covered(t, features.time(), window.time())
                            * covered(h, features.height(), window.height())
                            * covered(w, features.width(), window.width())
                            / all;
                }
            }
        }
        return shares;
    }

    /** How many windows see a position. */
    private static double covered(int position, int size, int window) {
        return Math.min(position, size - window) - Math.max(0, position - window + 1) + 1;
    }
}
