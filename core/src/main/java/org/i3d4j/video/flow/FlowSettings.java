package org.i3d4j.video.flow;

import org.i3d4j.error.ConfigException;

/**
 * How the optical flow of a video is made.
 *
 * @param method that computes it
 * @param shortSide pixels that the shorter side of frames is brought to before, bilinearly; 0: as it is
 * @param levels what 8-bit levels it becomes
 */
public record FlowSettings(FlowMethod method, int shortSide, FlowLevels levels) {
    /** Those that I3D was published with, but for the levels: it had none. */
    public static final FlowSettings DEFAULT = new FlowSettings(FlowMethod.TVL1, 256, FlowLevels.CENTERED);

    private static final int SMALLEST_SIDE = 16;
    private static final int LARGEST_SIDE = 4096;

    /** @throws ConfigException if the short side is neither 0 nor in [16, 4096] */
    public FlowSettings {
        if (shortSide != 0 && (shortSide < SMALLEST_SIDE || shortSide > LARGEST_SIDE)) {
            throw new ConfigException("the short side of frames that flow is computed of has to be 0 or from "
                    + SMALLEST_SIDE + " to " + LARGEST_SIDE + ", found " + shortSide);
        }
    }

    /** {@code length} scaled as the shorter side is, for frames of {@code width} x {@code height}. */
    public int scaled(int length, int width, int height) {
        int shorter = Math.min(width, height);
        return shortSide == 0 ? length : (int) ((double) length * shortSide / shorter + 0.5);
    }

    /** For people, and to be compared: as {@code TV-L1, short side 256, levels centered}. */
    @Override
    public String toString() {
        return method.title() + ", " + (shortSide == 0 ? "frames as they are" : "short side " + shortSide) + ", levels "
                + levels.yamlName();
    }
}
