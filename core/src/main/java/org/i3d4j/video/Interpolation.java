package org.i3d4j.video;

/** How pixels between pixels are found when frames are scaled. */
public enum Interpolation {
    NEAREST,
    BILINEAR,
    AREA,
    BICUBIC
}
