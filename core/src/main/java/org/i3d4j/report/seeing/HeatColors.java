package org.i3d4j.report.seeing;

/**
 * The colours of what speaks for a class and against it, laid over grey. Values have two signs, so that the scale has two colours and a middle
 * where there is none: orange and blue by Okabe and Ito, which nobody takes for one another, whatever cones they lack, and which differ from
 * each other in brightness too. The picture below is grey, so that every colour in it is heat.
 */
final class HeatColors {
    private static final int[] FOR = {0xff, 0x9f, 0x00};
    private static final int[] AGAINST = {0x00, 0x82, 0xe6};
    /** Of the strongest value: the picture stays to be seen below. */
    private static final double OPACITY = 0.8;

    private HeatColors() {}

    /**
     * A colour as 0xRRGGBB.
     *
     * @param grey what lies below, in [0, 255]
     * @param share of the largest value, in [-1, 1]; values beyond are taken as these
     */
    static int over(int grey, double share) {
        double opacity = OPACITY * Math.min(1, Math.abs(share));
        int[] heat = share < 0 ? AGAINST : FOR;
        int rgb = 0;
        for (int channel : heat) {
            rgb = rgb << 8 | (int) Math.round(grey + opacity * (channel - grey));
        }
        return rgb;
    }

    /** How bright a pixel is, in [0, 255], by BT.601. */
    static int grey(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
