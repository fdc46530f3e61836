package org.i3d4j.network;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.i3d4j.video.writing.VideoWriter;

/** Videos of one color a frame. */
public final class ColorVideos {
    private ColorVideos() {}

    /**
     * Writes a video.
     *
     * @param rgbOfFrame color of each frame as 0xRRGGBB
     */
    public static void write(Path file, int frames, int side, IntUnaryOperator rgbOfFrame) {
        ByteBuffer frameHwc = ByteBuffer.allocateDirect(3 * side * side);
        try (VideoWriter writer = VideoWriter.create(file, side, side, 25)) {
            for (int frame = 0; frame < frames; frame++) {
                int rgb = rgbOfFrame.applyAsInt(frame);
                frameHwc.clear();
                for (int pixel = 0; pixel < side * side; pixel++) {
                    frameHwc.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
                }
                writer.write(frameHwc.flip());
            }
            writer.complete();
        }
    }
}
