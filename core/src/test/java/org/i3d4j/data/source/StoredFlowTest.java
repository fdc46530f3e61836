package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.VideoFingerprint;
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
    private static final int FRAMES = FlowByLevels.FRAMES;
    private static final int HEIGHT = FlowByLevels.HEIGHT;
    private static final int WIDTH = FlowByLevels.WIDTH;
    private static final FlowSettings SMALL = new FlowSettings(FlowMethod.DIS, 18, FlowLevels.CENTERED);

    @TempDir
    private Path folder;

    /** Of so many zeros as a video. */
    private String fingerprint(int bytes) throws IOException {
        return VideoFingerprint.of(Files.write(folder.resolve("zeros"), new byte[bytes]));
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
                        planes.put((byte) FlowByLevels.level(frame, row % HEIGHT, x, row / HEIGHT));
                    }
                }
                // Not at an even rate: as of a phone.
                writer.writeAt(planes.flip(), frame * 0.04 + (frame > 2 ? 0.5 : 0));
            }
            writer.complete();
        }
        return file;
    }

    @Test
    void aVideoOfFlowIsReadBackBitForBit() throws IOException {
        Path file = video("a.mkv", new FlowNote(SMALL, fingerprint(7), FRAMES));

        try (OpenVideo open = VideoSource.of(file).open(VideoLimits.DEFAULT)) {
            FlowByLevels.assertLevels(open);
            assertThat(open.frameSeconds(4)).isCloseTo(0.66, within(1e-3));
        }
        try (OpenVideo open = VideoSource.of("memory", Files.readAllBytes(file)).open(VideoLimits.DEFAULT)) {
            FlowByLevels.assertLevels(open);
        }
    }

    @Test
    void aVideoOfFlowIsAStreamOfFlow() throws IOException {
        VideoSource source = VideoSource.of(video("a.mkv", new FlowNote(SMALL, fingerprint(7), FRAMES)));

        try (FrameStream stream = source.stream(VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(1, HEIGHT, WIDTH, 2)) {
            assertThat(stream.channels()).isEqualTo(2);
            for (int frame = 0; frame < FRAMES; frame++) {
                assertThat(stream.next()).isTrue();
                stream.readRows(FrameRows.whole(clip, Interpolation.BILINEAR), clip, 0);
                assertThat(clip.frame(0).get(1) & 0xFF).isEqualTo(FlowByLevels.level(frame, 0, 0, 1));
            }
            assertThat(stream.next()).isFalse();
        }
    }

    @Test
    void damageIsSeen() throws IOException {
        Path file = video("a.mkv", new FlowNote(SMALL, fingerprint(7), FRAMES));
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
        video("flow/" + name, new FlowNote(SMALL, fingerprint(7), FRAMES));
        FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));

        try (OpenVideo open = reading.open(rgb, VideoLimits.DEFAULT, 25)) {
            FlowByLevels.assertLevels(open);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TVL1, 18, CENTERED, 7, 'holds flow of TV-L1, short side 18, levels centered; expected DIS, short side 18'",
        "DIS, 20, CENTERED, 7, 'short side 20, levels centered; expected DIS, short side 18'",
        "DIS, 18, FROM_128, 7, levels from_128; expected",
        "DIS, 18, CENTERED, 8, 'holds the flow of another video, or of this one before'"
    })
    void flowOfAnotherMakingIsNotTaken(FlowMethod method, int shortSide, FlowLevels levels, int bytes, String message)
            throws IOException {
        Path rgb = folder.resolve("a.mp4");
        Files.write(rgb, new byte[7]);
        video("flow/a.mkv", new FlowNote(new FlowSettings(method, shortSide, levels), fingerprint(bytes), FRAMES));
        FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));

        assertThatThrownBy(() -> reading.open(rgb, VideoLimits.DEFAULT, 25))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(rgb + ": its flow in " + folder.resolve("flow") + ": ")
                .hasMessageContaining(message);
    }

    /** A data set has many of a kind, which are told together. */
    @Test
    void theReasonThatFlowCantBeUsedIsTheSameForAllVideos() throws IOException {
        List<SkippedVideo> skipped = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            Path rgb = Files.createDirectories(folder.resolve(name)).resolve(name + ".mp4");
            Files.write(rgb, new byte[7]);
            Path stored =
                    Files.createDirectories(folder.resolve("flow/" + name)).resolve(name + ".mkv");
            if (name.equals("a") || name.equals("b")) {
                video(folder.relativize(stored).toString(), new FlowNote(SMALL, fingerprint(8), FRAMES));
            } else {
                Files.writeString(stored, "no video");
            }
            FlowReading reading = new FlowReading(SMALL, Optional.of(folder.resolve("flow")));
            skipped.add(new SkippedVideo(
                    rgb,
                    String.valueOf(catchThrowable(() -> reading.open(rgb, VideoLimits.DEFAULT, 25))
                            .getMessage())));
        }

        List<String> reasons = skipped.stream().map(SkippedVideo::reason).toList();
        assertThat(reasons.get(0)).isEqualTo(reasons.get(1)).contains("another video");
        assertThat(reasons.get(2)).isEqualTo(reasons.get(3)).doesNotContain("another video");
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

    @Test
    void losslessVideosKeepNoise() throws IOException {
        Path file = folder.resolve("noise.mkv");
        byte[] noise = new byte[2 * 64 * 48];
        new Random(3).nextBytes(noise);
        try (VideoWriter writer =
                VideoWriter.lossless(file, 48, 128, 30, Map.of(FlowNote.TAG, new FlowNote(SMALL, "00", 1).text()))) {
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
