package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFileTest {
    @TempDir
    private Path folder;

    private static BufferedImage orange() {
        BufferedImage picture = new BufferedImage(40, 20, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(230, 120, 20));
        graphics.fillRect(0, 0, 20, 20);
        graphics.dispose();
        return picture;
    }

    /** The first bytes of the formats. */
    @ParameterizedTest
    @CsvSource({"a.png, 89504e47", "a.PNG, 89504e47", "a, 89504e47", "a.jpg, ffd8ff", "a.JPEG, ffd8ff"})
    void aFileIsWhatItsNameSays(String name, String beginning) throws IOException {
        Path file = folder.resolve(name);

        PictureFile.write(file, orange());

        StringBuilder begins = new StringBuilder();
        for (byte value : Files.readAllBytes(file)) {
            begins.append(String.format("%02x", value));
        }
        assertThat(begins.toString()).startsWith(beginning);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getWidth()).isEqualTo(40);
        // As far as JPEG keeps colours.
        Color left = new Color(read.getRGB(10, 10));
        assertThat(left.getRed()).isCloseTo(230, within(6));
        assertThat(left.getBlue()).isCloseTo(20, within(6));
    }

    @Test
    void whatIsTransparentIsWhiteInJpeg() throws IOException {
        Path file = folder.resolve("a.jpg");
        PictureFile.write(file, orange());

        Color right = new Color(ImageIO.read(file.toFile()).getRGB(32, 10));
        assertThat(right.getRed()).isGreaterThan(245);
        assertThat(right.getBlue()).isGreaterThan(245);
    }

    @ParameterizedTest
    @CsvSource({"a.svg, .svg", "a.b.Pdf, .pdf", "a.mp4, .mp4"})
    void anotherKindOfFileIsRefused(String name, String extension) {
        Path file = folder.resolve(name);

        assertThatThrownBy(() -> PictureFile.write(file, orange()))
                .isInstanceOf(OutputException.class)
                .hasMessage(file + ": pictures are written as PNG or JPEG; expected a name that ends in .png, .jpg or"
                        + " .jpeg, found " + extension);
        assertThat(file).doesNotExist();
    }
}
