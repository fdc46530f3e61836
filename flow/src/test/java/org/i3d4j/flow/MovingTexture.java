package org.i3d4j.flow;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.video.writing.VideoWriter;

/** A texture that moves 2 pixels to the right and 1 up from frame to frame, in pictures and files. */
final class MovingTexture {
    static final int FRAMES = 6;
    static final int SIDE = 64;

    private MovingTexture() {}

    private static int texture(int frame, int y, int x) {
        double atX = x - 2.0 * frame;
        double atY = y + frame;
        return (int) (128 + 50 * Math.sin(atX / 5) + 40 * Math.sin(atY / 4) + 30 * Math.sin((atX + atY) / 3));
    }

    static BufferedImage picture(int frame) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                picture.setRGB(x, y, 0x010101 * texture(frame, y, x));
            }
        }
        return picture;
    }

    static Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ByteBuffer rgb = ByteBuffer.allocate(3 * SIDE * SIDE);
        try (VideoWriter writer = VideoWriter.create(file, SIDE, SIDE, 25)) {
            for (int frame = 0; frame < FRAMES; frame++) {
                rgb.clear();
                for (int at = 0; at < SIDE * SIDE; at++) {
                    byte level = (byte) texture(frame, at / SIDE, at % SIDE);
                    rgb.put(level).put(level).put(level);
                }
                writer.write(rgb.flip());
            }
            writer.complete();
        }
        return file;
    }
}
