package org.i3d4j.report.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.video.VideoExtensions;

/** A picture as a file of the kind that its name says: JPEG for {@code .jpg} and {@code .jpeg}, else PNG. */
public final class PictureFile {
    private static final Set<String> JPEG = Set.of("jpg", "jpeg");
    private static final Set<String> PNG = Set.of("png", "");
    /** Small letters stay sharp. */
    private static final float QUALITY = 0.95f;

    private PictureFile() {}

    /**
     * Looks before anything is computed.
     *
     * @throws OutputException if the name is that of another kind of file
     */
    public static void requireName(Path file) {
        String extension = VideoExtensions.of(file);
        if (!JPEG.contains(extension) && !PNG.contains(extension)) {
            throw new OutputException(file + ": pictures are written as PNG or JPEG; expected a name that ends in .png,"
                    + " .jpg or .jpeg, found ." + extension);
        }
    }

    /**
     * Writes a picture, in place of an older one.
     *
     * @throws OutputException as {@link #requireName}, or if it can't be written
     */
    public static void write(Path file, BufferedImage picture) {
        requireName(file);
        AtomicFile.write(file, JPEG.contains(VideoExtensions.of(file)) ? jpeg(picture) : Pictures.png(picture));
    }

    private static byte[] jpeg(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(memory);
            writer.write(null, new IIOImage(opaque(picture), null, null), settings);
        } catch (IOException e) {
            throw new OutputException("a picture can't be encoded: " + e, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** JPEG knows no transparency. */
    private static BufferedImage opaque(BufferedImage picture) {
        BufferedImage opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(picture, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return opaque;
    }
}
