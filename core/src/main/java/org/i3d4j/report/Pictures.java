package org.i3d4j.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;

/** Draws without a screen and stores as PNG. */
final class Pictures {
    static {
        // Otherwise a plot asks for a display, and on macOS puts an icon into the dock.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Pictures() {}

    /**
     * Runs {@code drawing}. The JDK draws text with the fonts of the system and fails in many ways, errors among them,
     * where there are none.
     *
     * @throws OutputException if this Java can't draw
     */
    static BufferedImage draw(Supplier<BufferedImage> drawing) {
        try {
            return drawing.get();
        } catch (LinkageError | InternalError | NullPointerException e) {
            throw new OutputException(
                    "this Java can't draw text: " + e + "; install fontconfig and a font (as fonts-dejavu-core), and a"
                            + " JRE with java.desktop",
                    e);
        }
    }

    /** Draws a picture and writes it to {@code file} as PNG, in place of an older one. */
    static void write(Path file, Supplier<BufferedImage> drawing) {
        AtomicFile.write(file, png(draw(drawing)));
    }

    static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new OutputException("a picture can't be encoded: " + e, e);
        }
        return bytes.toByteArray();
    }
}
