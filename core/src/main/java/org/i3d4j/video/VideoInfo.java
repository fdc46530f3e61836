package org.i3d4j.video;

import java.util.List;

/**
 * What a video file holds.
 *
 * @param name            the file's
 * @param container       FFmpeg's name of the container, such as {@code matroska,webm}
 * @param codec           FFmpeg's name of the codec, such as {@code h264}
 * @param pixelFormat     FFmpeg's name of the decoded frames' format, such as {@code yuv420p}
 * @param width           pixels as displayed, after rotation
 * @param height          pixels as displayed, after rotation
 * @param rotationDegrees clockwise turn from the decoded to the displayed frame: 0, 90, 180 or 270
 * @param frameRate       frames per second on average; 0 where it is unknown
 * @param frameCount      frames that can be read, counted, at least 1
 * @param keyFrames       indices of the frames that decode without others, ascending
 * @param durationSeconds from the first frame until the last has been shown
 * @param damaged         whether some of the file's frames are lost; {@code frameCount} does not count them
 */
public record VideoInfo(
        String name,
        String container,
        String codec,
        String pixelFormat,
        int width,
        int height,
        int rotationDegrees,
        double frameRate,
        int frameCount,
        List<Integer> keyFrames,
        double durationSeconds,
        boolean damaged) {
    public VideoInfo {
        keyFrames = List.copyOf(keyFrames);
        if (width < 1 || height < 1 || frameCount < 1) {
            throw new IllegalArgumentException(
                    name + ": " + frameCount + " frames of " + width + "x" + height + "; expected at least 1 of 1x1");
        }
    }
}
