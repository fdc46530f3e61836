package org.i3d4j.bench.part;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.i3d4j.video.writing.VideoWriter;

/** A video of Kinetics' usual size, whose every pixel changes from frame to frame. */
final class MovingPattern {
    static final int WIDTH = 340;
    static final int HEIGHT = 256;
    private static final double FRAMES_PER_SECOND = 25;

    private MovingPattern() {}

    static void write(Path file, int frames) {
        ByteBuffer rgb = ByteBuffer.allocateDirect(HEIGHT * WIDTH * 3);
        try (VideoWriter writer = VideoWriter.create(file, WIDTH, HEIGHT, FRAMES_PER_SECOND)) {
            for (int frame = 0; frame < frames; frame++) {
                fill(rgb, frame);
                writer.write(rgb);
            }
            writer.complete();
        }
    }

    /** Waves that move at three speeds, and a texture that moves with the red one. */
    private static void fill(ByteBuffer rgb, int frame) {
        rgb.clear();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int texture = ((x + 2 * frame) * 31 ^ y * 17) & 31;
                rgb.put((byte) (96 + 64 * Math.sin((x + 2 * frame) / 19.0) + texture));
                rgb.put((byte) (128 + 64 * Math.sin((y + frame) / 13.0)));
                rgb.put((byte) (128 + 64 * Math.sin((x + y - 3 * frame) / 29.0)));
            }
        }
        rgb.flip();
    }
}
