package org.i3d4j.video;

import org.bytedeco.ffmpeg.global.swscale;

/** How a frame is brought to another size. */
public enum Interpolation {
    NEAREST(swscale.SWS_POINT),
    BILINEAR(swscale.SWS_BILINEAR),
    AREA(swscale.SWS_AREA),
    BICUBIC(swscale.SWS_BICUBIC);

    private final int scalerFlag;

    Interpolation(int scalerFlag) {
        this.scalerFlag = scalerFlag;
    }

    /** The flag of FFmpeg's scaler. */
    int scalerFlag() {
        return scalerFlag;
    }
}
