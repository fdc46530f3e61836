package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.writing.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFlowTest {
    private static final int FRAMES = 5;
    private static final int HEIGHT = 18;
    private static final int WIDTH = 33;
    private static final FlowSettings SMALL = new FlowSettings(FlowMethod.DIS, 18, FlowLevels.CENTERED);

    @TempDir
    private Path folder;

    /** Level of a component at a place, all of them different nearby. */
    private static int level(int frame, int y, int x, int channel) {
        return (frame * 91 + y * 37 + x * 11 + channel * 101) & 0xFF;
    }

    private Path video(String name, FlowNote note) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ByteBuffer planes = ByteBuffer.allocate(2 * HEIGHT * WIDTH);
        try (VideoWriter writer =
                VideoWriter.lossless(file, WIDTH, 2 * HEIGHT, 25, Map.of(FlowNote.TAG, note.text()))) {
            for (int frame = 0; frame < FRAMES; frame++) {
                planes.clear();
                for (int row = 0; row < 2 * HEIGHT; row++) {
                    for (int x = 0; x < WIDTH; x++) {
                        planes.put((byte) level(frame, row % HEIGHT, x, row / HEIGHT));
                    }
                }
                // Not at an even rate: as of a phone.
                writer.writeAt(planes.flip(), frame * 0.04 + (frame > 2 ? 0.5 : 0));
            }
            writer.complete();
        }
        return file;
    }

    private static void assertLevels(OpenVideo open) {
        assertThat(open.channels()).isEqualTo(2);
        assertThat(open.frameCount()).isEqualTo(FRAMES);
        try (Clip clip = Clip.allocate(3, HEIGHT, WIDTH, 2)) {
            open.read(new int[] {4, 1, 4}, clip, Interpolation.BILINEAR);
            for (int place = 0; place < 3; place++) {
                int frame = place == 1 ? 1 : 4;
                ByteBuffer pixels = clip.frame(place);
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        assertThat(pixels.get() & 0xFF).isEqualTo(level(frame, y, x, 0));
                        assertThat(pixels.get() & 0xFF).isEqualTo(level(frame, y, x, 1));
                    }
                }
            }
        }
    }

    @Test
    void aVideoOfFlowIsReadBackBitForBit() throws IOException {
        Path file = video("a.mkv", new FlowNote(SMALL, 7, FRAMES));

        try (OpenVideo open = VideoSource.of(file).open(VideoLimits.DEFAULT)) {
            assertLevels(open);
            assertThat(open.frameSeconds(4)).isCloseTo(0.66, within(1e-3));
        }
        try (OpenVideo open = VideoSource.of("memory", Files.readAllBytes(file)).open(VideoLimits.DEFAULT)) {
            assertLevels(open);
        }
    }

    @Test
    void aVideoOfFlowIsAStreamOfFlow() throws IOException {
        VideoSource source = VideoSource.of(video("a.mkv", new FlowNote(SMALL, 7, FRAMES)));

        try (FrameStream stream = source.stream(VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(1, HEIGHT, WIDTH, 2)) {
            assertThat(stream.channels()).isEqualTo(2);
            for (int frame = 0; frame < FRAMES; frame++) {
                assertThat(stream.next()).isTrue();
                stream.readRows(FrameRows.whole(clip, Interpolation.BILINEAR), clip, 0);
                assertThat(clip.frame(0).get(1) & 0xFF).isEqualTo(level(frame, 0, 0, 1));
            }
            assertThat(stream.next()).isFalse();
        }
    }

    @Test
    void damageIsSeen() throws IOException {
        Path file = video("a.mkv", new FlowNote(SMALL, 7, FRAMES));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));

        assertThatThrownBy(() -> VideoSource.of(file).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("frames of optical flow; expected 5, as it says itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/a.mkv", "train/a.mp4.mkv", "a.mkv", "set/train/a.mkv"})
    void flowOfAVideoIsFoundInTheFolder(String name) throws IOException {
        Path rgb = Files.createDirectories(folder.resolve("set/train")).resolve("a.mp4");
        Files.write(rgb, new byte[7]);
        video("flow/" + name, new FlowNote(SMALL, 7, FRAMES));
        FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));

        try (OpenVideo open = reading.open(rgb, VideoLimits.DEFAULT, 25)) {
            assertLevels(open);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TVL1, 18, CENTERED, 7, 'holds flow of TV-L1, short side 18, levels centered; expected DIS, short side 18'",
        "DIS, 20, CENTERED, 7, 'short side 20, levels centered; expected DIS, short side 18'",
        "DIS, 18, FROM_128, 7, levels from_128; expected",
        "DIS, 18, CENTERED, 8, holds the flow of a file of 8 bytes; "
    })
    void flowOfAnotherMakingIsNotTaken(FlowMethod method, int shortSide, FlowLevels levels, long bytes, String message)
            throws IOException {
        Path rgb = folder.resolve("a.mp4");
        Files.write(rgb, new byte[7]);
        video("flow/a.mkv", new FlowNote(new FlowSettings(method, shortSide, levels), bytes, FRAMES));
        FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));

        assertThatThrownBy(() -> reading.open(rgb, VideoLimits.DEFAULT, 25))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("a.mkv: ")
                .hasMessageContaining(message);
    }

    private Path rgbVideo(String name) {
        Path file = folder.resolve(name);
        try (VideoWriter writer = VideoWriter.create(file, 32, 32, 25)) {
            for (int frame = 0; frame < 4; frame++) {
                writer.write(ByteBuffer.allocate(32 * 32 * 3));
            }
            writer.complete();
        }
        return file;
    }

    @Test
    void aVideoThatIsNoFlowIsNotTakenForIt() throws IOException {
        Path rgb = rgbVideo("a.mp4");
        Files.createDirectories(folder.resolve("flow"));
        Files.copy(rgb, folder.resolve("flow/a.mkv"));
        FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));

        assertThatThrownBy(() -> reading.open(rgb, VideoLimits.DEFAULT, 25))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("is no optical flow");
    }

    /** OpenCV is not on the class path of this module. */
    @Test
    void whatIsNotThereHasToBeComputed() {
        Path rgb = rgbVideo("a.mp4");
        FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));

        assertThatThrownBy(() -> reading.open(rgb, VideoLimits.DEFAULT, 25)).isInstanceOf(DeviceException.class);
    }

    private void pictures(Path series, String prefix, int frames, int channel) throws IOException {
        Files.createDirectories(series);
        for (int frame = 0; frame < frames; frame++) {
            BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    picture.getRaster().setSample(x, y, 0, level(frame, y, x, channel));
                }
            }
            File file = series.resolve(String.format("%s%05d.png", prefix, frame + 1))
                    .toFile();
            assertThat(ImageIO.write(picture, "png", file)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"flow_x_, flow_y_", "x_, y_", "u_, v_"})
    void twoSeriesOfPicturesAreFlow(String right, String down) throws IOException {
        pictures(folder, right, FRAMES, 0);
        pictures(folder, down, FRAMES, 1);

        try (OpenVideo open = VideoSource.of(folder).open(VideoLimits.DEFAULT)) {
            assertLevels(open);
        }
    }

    @Test
    void twoFoldersOfPicturesAreFlow() throws IOException {
        pictures(folder.resolve("u"), "frame", FRAMES, 0);
        pictures(folder.resolve("v"), "frame", FRAMES, 1);

        try (OpenVideo open = VideoSource.of(folder).open(VideoLimits.DEFAULT)) {
            assertLevels(open);
        }
    }

    @Test
    void flowBesideFramesIsReadWhereFlowIsAskedFor() throws IOException {
        pictures(folder, "flow_x_", FRAMES, 0);
        pictures(folder, "flow_y_", FRAMES, 1);
        pictures(folder, "img_", FRAMES + 1, 0);

        try (OpenVideo open = VideoSource.of(folder).open(VideoLimits.DEFAULT)) {
            assertThat(open.channels()).isEqualTo(3);
        }
        try (OpenVideo open = new FlowReading(SMALL, Optional.empty()).open(folder, VideoLimits.DEFAULT, 25)) {
            assertLevels(open);
        }
    }

    @Test
    void seriesOfDifferentNumbersAreRefused() throws IOException {
        pictures(folder, "flow_x_", FRAMES, 0);
        pictures(folder, "flow_y_", FRAMES - 1, 1);

        assertThatThrownBy(() -> VideoSource.of(folder).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("5 pictures of horizontal flow")
                .hasMessageContaining("4 of vertical flow");
    }

    @Test
    void losslessVideosKeepNoise() throws IOException {
        Path file = folder.resolve("noise.mkv");
        byte[] noise = new byte[2 * 64 * 48];
        new Random(3).nextBytes(noise);
        try (VideoWriter writer =
                VideoWriter.lossless(file, 48, 128, 30, Map.of(FlowNote.TAG, new FlowNote(SMALL, 1, 1).text()))) {
            writer.writeAt(ByteBuffer.wrap(noise), 0);
            writer.complete();
        }
        try (OpenVideo open = VideoSource.of(file).open(VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(1, 64, 48, 2)) {
            open.read(new int[] {0}, clip, Interpolation.BILINEAR);
            for (int pixel = 0; pixel < 64 * 48; pixel++) {
                assertThat(clip.frame(0).get(2 * pixel)).isEqualTo(noise[pixel]);
                assertThat(clip.frame(0).get(2 * pixel + 1)).isEqualTo(noise[64 * 48 + pixel]);
            }
        }
    }
}
