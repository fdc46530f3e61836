package org.i3d4j.report.picture;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.i3d4j.error.OutputException;

/**
 * Draws without a screen. Where a display is named but not there, and on macOS, where Java would put an icon into the dock, the
 * program is to be run with {@code -Djava.awt.headless=true}: that is the whole process's to say, so nothing sets it here.
 */
public final class Pictures {
    private Pictures() {}

    /**
     * Runs {@code drawing}. The JDK draws text with the fonts of the system and fails in many ways, errors among them,
     * where there are none.
     *
     * @throws OutputException if this Java can't draw
     */
    public static <T> T draw(Supplier<T> drawing) {
        try {
            return drawing.get();
        } catch (LinkageError | InternalError | AWTError | NullPointerException e) {
            throw new OutputException(
                    "this Java can't draw text (" + rootCause(e) + "); install fontconfig and a font, as"
                            + " fonts-dejavu-core, and set -Djava.awt.headless=true",
                    e);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Draws a chart and writes it to {@code file}, in place of an older one. */
    static void write(Path file, Supplier<Chart> chart) {
        PictureFile.write(file, draw(() -> PngCanvas.draw(chart.get())));
    }

    /**
     * Draws a chart as an {@code svg} element.
     *
     * @param label what it shows, for who can't see it
     */
    static String svg(String label, Supplier<Chart> chart) {
        return draw(() -> SvgCanvas.draw(label, chart.get()));
    }

    /**
     * The bytes of {@code picture} as a PNG file.
     *
     * @throws OutputException if it can't be encoded
     */
    public static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Left to itself ImageIO keeps what it writes in a temporary file, on a disk that may be full.
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", memory);
        } catch (IOException e) {
            throw new OutputException("a picture can't be encoded: " + e, e);
        }
        return bytes.toByteArray();
    }
}
