package org.i3d4j.video;

import org.i3d4j.text.YamlNamed;

/**
 * How a frame is brought to another size. Where this says OpenCV, its arithmetic is met to a level, on the frame in RGB; what
 * FFmpeg does in one go, it does to the planes of the video and converts them then, which is faster. In YAML they have the
 * reference's names, whose {@code bilinear} averages areas, and two of ours.
 */
public enum Interpolation implements YamlNamed {
    /** The nearest pixel: OpenCV's INTER_NEAREST. */
    NEAREST("nearest"),

    /** Between the nearest 2x2 pixels, which passes others over where a side shrinks: OpenCV's INTER_LINEAR. */
    LINEAR("linear"),

    /**
     * The mean of the area that a pixel covers: what OpenCV's INTER_AREA is, on the planes of the video. Where a side grows,
     * as {@link #RGB_AREA}.
     */
    AREA("bilinear"),

    /** Of the nearest 4x4 pixels, which passes others over where a side shrinks: OpenCV's INTER_CUBIC. */
    BICUBIC("bicubic"),

    /** OpenCV's INTER_AREA, which where a side grows takes the nearest 2x2 pixels, by how much of them is covered. */
    RGB_AREA("area"),

    /**
     * A triangle filter that widens where a side shrinks, so that all pixels count: what Pillow's BILINEAR and torchvision's
     * antialiased resize are, on the planes of the video.
     */
    BILINEAR("triangle");

    /** What a key {@code interpolation} means. */
    public static final String DOC = "the reference's names, whose 'bilinear' averages areas, or 'area', 'triangle'";

    private final String yamlName;

    Interpolation(String yamlName) {
        this.yamlName = yamlName;
    }

    @Override
    public String yamlName() {
        return yamlName;
    }
}
