package org.i3d4j.report.picture;

import java.nio.ByteBuffer;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Modality;

/** The frames of packed clips as people see them. */
public final class ClipColors {
    /** Of optical flow: what does not move is grey. */
    private static final byte NO_BLUE = (byte) 128;

    private ClipColors() {}

    /**
     * A frame as uint8 H,W,3: RGB as it is, and of optical flow horizontal motion as red, vertical as green.
     *
     * @return good as long as the clip is
     * @throws IllegalArgumentException if it is neither
     */
    public static ByteBuffer rgb(Clip clip, int frame) {
        return switch (Modality.of(clip.channels())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a picture of " + Modality.words(clip.channels()) + "; expected RGB or optical flow"))) {
            case RGB -> clip.frame(frame);
            case FLOW -> ofFlow(clip.frame(frame));
        };
    }

    private static ByteBuffer ofFlow(ByteBuffer flowHwc) {
        int pixels = flowHwc.remaining() / Modality.FLOW.channels();
        ByteBuffer rgb = ByteBuffer.allocate(pixels * Modality.RGB.channels());
        for (int pixel = 0; pixel < pixels; pixel++) {
            rgb.put(flowHwc.get()).put(flowHwc.get()).put(NO_BLUE);
        }
        return rgb.flip();
    }
}
