package org.i3d4j.video.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSequenceTest {
    @TempDir
    private Path folder;

    /** Pixel (x, y) of a picture: all differ. */
    private static int rgb(int seed, int x, int y) {
        return (seed << 16) | (x * 5 & 0xff) << 8 | (y * 9 & 0xff);
    }

    private Path picture(String name, int width, int height, int seed) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb(seed, x, y));
            }
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    /** Red of the first pixel of each frame, which is the seed of its picture. */
    private static int[] seeds(PictureSequence pictures, int... frames) {
        try (Clip clip = Clip.allocate(frames.length, pictures.height(), pictures.width())) {
            pictures.readRows(frames, FrameRows.whole(clip, Interpolation.BILINEAR), clip);
            int[] seeds = new int[frames.length];
            Arrays.setAll(seeds, frame -> clip.frame(frame).get(0) & 0xff);
            return seeds;
        }
    }

    private PictureSequence open() {
        return PictureSequence.open(folder, VideoLimits.DEFAULT);
    }

    @Test
    void framesComeInTheOrderOfTheirNumbersAcrossGaps() throws IOException {
        picture("img_00012.png", 8, 6, 12);
        picture("img_00002.png", 8, 6, 2);
        picture("img_00003.png", 8, 6, 3);
        picture("flow_x_00001.png", 8, 6, 99);
        Files.writeString(folder.resolve("readme.txt"), "no frame");

        try (PictureSequence pictures = open()) {
            assertThat(pictures.frameCount()).isEqualTo(3);
            assertThat(seeds(pictures, 2, 0, 1, 2)).containsExactly(12, 2, 3, 12);
        }
        assertThat(PictureSequence.count(folder)).isEqualTo(3);
    }

    @Test
    void numbersNeedNoZerosAndNoPrefix() throws IOException {
        for (int number : new int[] {10, 9, 100}) {
            picture(number + ".png", 4, 4, number);
        }
        try (PictureSequence pictures = open()) {
            assertThat(seeds(pictures, 0, 1, 2)).containsExactly(9, 10, 100);
        }
    }

    @Test
    void pngPixelsAreExact() throws IOException {
        picture("1.png", 37, 11, 200);
        try (PictureSequence pictures = open();
                Clip clip = Clip.allocate(1, 11, 37)) {
            pictures.readRows(new int[] {0}, FrameRows.whole(clip, Interpolation.BILINEAR), clip);
            ByteBuffer pixels = clip.frame(0);
            for (int y = 0; y < 11; y++) {
                for (int x = 0; x < 37; x++) {
                    int found = (pixels.get() & 0xff) << 16 | (pixels.get() & 0xff) << 8 | (pixels.get() & 0xff);
                    assertThat(found).as("%d, %d", x, y).isEqualTo(rgb(200, x, y));
                }
            }
        }
    }

    /** JPEG is full range BT.601: white and a strong red keep their values within the rounding of the format. */
    @Test
    void jpegColoursAreKept() throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 32, 16);
        for (int y = 16; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                image.setRGB(x, y, 0xd01020);
            }
        }
        ImageIO.write(image, "jpg", folder.resolve("frame000001.jpg").toFile());
        try (PictureSequence pictures = open();
                Clip clip = Clip.allocate(1, 16, 16)) {
            pictures.readRows(new int[] {0}, FrameRows.whole(clip, Interpolation.AREA), clip);
            ByteBuffer pixels = clip.frame(0);
            int[] expected = {0xff, 0xff, 0xff, 0xd0, 0x10, 0x20};
            for (int channel = 0; channel < 3; channel++) {
                assertThat(pixels.get((2 * 16 + 8) * 3 + channel) & 0xff).isBetween(expected[channel] - 4, 255);
                int red = pixels.get((13 * 16 + 8) * 3 + channel) & 0xff;
                assertThat(red).isBetween(expected[3 + channel] - 6, expected[3 + channel] + 6);
            }
        }
    }

    @Test
    void aPictureOfAnotherSizeIsNamed() throws IOException {
        picture("img_1.png", 8, 6, 1);
        Path other = picture("img_2.png", 6, 8, 2);
        try (PictureSequence pictures = open()) {
            assertThat(seeds(pictures, 0)).containsExactly(1);
            assertThatThrownBy(() -> seeds(pictures, 0, 1))
                    .isInstanceOf(VideoException.class)
                    .hasMessage(other + ": is a picture of 6x8; expected 8x6 like img_1.png");
        }
    }

    @Test
    void brokenPicturesAreNamed() throws IOException {
        Path file = picture("img_1.png", 64, 64, 1);
        byte[] whole = Files.readAllBytes(file);
        for (byte[] broken : new byte[][] {
            new byte[0], "no picture at all".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(whole, 30)
        }) {
            Files.write(file, broken);
            assertThatThrownBy(this::open).isInstanceOf(VideoException.class).hasMessageStartingWith(file.toString());
        }
    }

    @Test
    void limitsHoldForPictures() throws IOException {
        picture("img_1.png", 64, 64, 1);
        picture("img_2.png", 64, 64, 1);

        assertThatThrownBy(() -> PictureSequence.open(folder, VideoLimits.DEFAULT.withMaxPixels(4095)))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("4095");
        PictureSequence.open(folder, VideoLimits.DEFAULT.withMaxPixels(4096)).close();
    }

    @Test
    void foldersWithoutOneSeriesAreRefused() throws IOException {
        assertThat(PictureSequence.isPicture(folder.resolve("readme.png"))).isFalse();
        assertThat(PictureSequence.isPicture(folder.resolve("7.JPEG"))).isTrue();
        assertThatThrownBy(this::open).isInstanceOf(VideoException.class).hasMessageContaining("holds no frames");
        picture("a_1.png", 4, 4, 1);
        picture("a_01.png", 4, 4, 1);
        assertThatThrownBy(this::open)
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("has the same number as");
        Files.delete(folder.resolve("a_01.png"));
        picture("b_1.png", 4, 4, 1);
        assertThatThrownBy(this::open)
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("several series of pictures, named a_*, b_*");
    }

    @Test
    void closingFreesAllMemory() throws IOException {
        picture("img_1.png", 8, 6, 1);
        open().close();
        long before = Pointer.totalCount();
        try (PictureSequence pictures = open()) {
            seeds(pictures, 0, 0);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
}
