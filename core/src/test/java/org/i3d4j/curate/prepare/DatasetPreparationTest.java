package org.i3d4j.curate.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.DatasetParts;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.SmallSet;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.writing.H264Coding;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPreparationTest {
    private static final PrepareSettings SMALL = PrepareSettings.of(16, new H264Coding(4, 20));
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    private Path folder;

    private SmallSet set;
    private Path target;

    @BeforeEach
    void writeVideos() throws IOException {
        set = SmallSet.write(folder.resolve("set"));
        target = folder.resolve("prepared");
    }

    private PrepareResult prepare(PrepareSettings settings) {
        return prepare(settings, done -> {});
    }

    private PrepareResult prepare(PrepareSettings settings, IntConsumer progress) {
        return prepare(set.root(), settings, progress);
    }

    private PrepareResult prepare(Path root, PrepareSettings settings, IntConsumer progress) {
        return new DatasetPreparation(root, target, settings, new OrderedWork(2, Duration.ofMinutes(1)))
                .write(DatasetParts.ofFolder(root, null, List.of(), List.of()), progress);
    }

    private Path copy(String id) {
        return target.resolve("train").resolve(id + "_000000_000010.mp4");
    }

    @Test
    void aCopyHasAllFramesSmallAndKeyFramesAtShortDistance() {
        PrepareResult result = prepare(SMALL);

        assertThat(result.written()).isEqualTo(4);
        assertThat(result.frames()).isEqualTo(3 * SmallSet.FRAMES + 4);
        assertThat(result.psnr()).isGreaterThan(40);
        try (VideoReader reader = VideoReader.open(copy("first"))) {
            assertThat(reader.info().codec()).isEqualTo("h264");
            assertThat(List.of(reader.width(), reader.height())).containsExactly(24, 16);
            assertThat(reader.frameCount()).isEqualTo(SmallSet.FRAMES);
            assertThat(reader.info().keyFrames()).contains(0, 4, 8);
            assertThat(reader.info().frameRate()).isEqualTo(25);
        }
    }

    @Test
    void smallerFramesKeepTheirSize() {
        prepare(PrepareSettings.of(256, new H264Coding(16, 20)));

        try (VideoReader reader = VideoReader.open(copy("first"))) {
            assertThat(List.of(reader.width(), reader.height())).containsExactly(SmallSet.WIDTH, SmallSet.HEIGHT);
        }
    }

    @Test
    void theLayoutIsThatOfTheDataSetAndWhatCantBeReadIsListed() throws IOException {
        PrepareResult result = prepare(SMALL);

        assertThat(result.skipped())
                .extracting(SkippedVideo::file)
                .containsExactly(set.train("gone"), set.train("gone2"), set.train("broken"));
        assertThat(target.resolve("kinetics-400_train.csv"))
                .hasSameBinaryContentAs(set.root().resolve("kinetics-400_train.csv"));
        assertThat(copy("broken")).doesNotExist();
        assertThat(Files.readAllLines(target.resolve("skipped.csv")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith(set.train("broken") + ",\"can't be read as video"));
        assertThat(Files.readAllLines(target.resolve("prepared.csv")))
                .hasSize(5)
                .anyMatch(line ->
                        line.matches("train/first_000000_000010.mp4,12,24,16,\\d+,\\d+\\.\\d\\d,\\d+\\.\\d\\d,48,32,"
                                + set.train("first").toFile().length()));
    }

    @Test
    void anInterruptedRunIsContinued() throws IOException {
        assertThatThrownBy(() -> prepare(SMALL, done -> {
                    throw new CancellationException("interrupted");
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(copy("first")).isRegularFile();
        Files.setLastModifiedTime(copy("first"), LONG_AGO);
        Files.deleteIfExists(copy("second"));
        Path halfWritten =
                Files.writeString(copy("first").resolveSibling(".second_000000_000010.mp4.999999999.part"), "half");

        PrepareResult result = prepare(SMALL);

        assertThat(result.copies()).hasSize(4);
        assertThat(result.kept()).isPositive();
        assertThat(Files.getLastModifiedTime(copy("first"))).isEqualTo(LONG_AGO);
        assertThat(copy("second")).isRegularFile();
        assertThat(halfWritten).doesNotExist();
        PrepareResult again = prepare(SMALL);
        assertThat(again.kept()).isEqualTo(4);
        assertThat(List.of(again.frames(), again.bytes(), again.videoBytes(), again.psnr(), again.worst()))
                .isEqualTo(
                        List.of(result.frames(), result.bytes(), result.videoBytes(), result.psnr(), result.worst()));
    }

    @Test
    void aVideoThatWasReplacedIsPreparedAnew() {
        prepare(SMALL);
        SmallSet.video(set.train("first"), 7);

        PrepareResult result = prepare(SMALL);

        assertThat(result.written()).isEqualTo(1);
        assertThat(result.kept()).isEqualTo(3);
        try (VideoReader reader = VideoReader.open(copy("first"))) {
            assertThat(reader.frameCount()).isEqualTo(7);
        }
    }

    @Test
    void otherSettingsInTheSameFolderAreRefused() {
        prepare(SMALL);

        for (PrepareSettings other : List.of(
                PrepareSettings.of(24, SMALL.coding()),
                PrepareSettings.of(16, new H264Coding(5, 20)),
                PrepareSettings.of(16, new H264Coding(4, 21)))) {
            assertThatThrownBy(() -> prepare(other))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("a short side of 16, a key frame every 4 frames and quality 20 of "
                            + SMALL.encoder() + "; asked for a short side of ");
        }
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        Files.createDirectories(copy("first").getParent());
        Files.writeString(copy("first"), "precious");
        assertThatThrownBy(() -> prepare(SMALL))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is not empty and holds no prepared videos");
        PreparedManifest.of(set.root(), SMALL).claim(folder.resolve("manifest"));
        Files.move(folder.resolve("manifest/prepared.json"), target.resolve("prepared.json"));

        PrepareResult result = prepare(SMALL);

        assertThat(result.written()).isEqualTo(3);
        assertThat(result.skipped())
                .contains(new SkippedVideo(
                        set.train("first"),
                        copy("first")
                                + ": is there, and i3d4j did not prepare it; move it away to have the copy made"));
        assertThat(copy("first")).hasContent("precious");
    }

    /** What was cut off has lost its note, and is not taken for a copy. */
    @Test
    void aCopyThatWasCutOffIsNotKept() throws IOException {
        prepare(SMALL);
        byte[] whole = Files.readAllBytes(copy("first"));
        for (int lost : List.of(1, 4, 30, whole.length / 2, whole.length)) {
            Files.write(copy("first"), java.util.Arrays.copyOf(whole, whole.length - lost));

            assertThat(PreparedNote.of(copy("first"))).isEmpty();
        }
        Files.write(copy("first"), whole);
        assertThat(PreparedNote.of(copy("first"))).isPresent();
        for (int tail : List.of(Integer.MAX_VALUE, -1, 28, 0, whole.length)) {
            Files.write(copy("first"), ByteBuffer.allocate(4).putInt(0, tail).array(), StandardOpenOption.APPEND);

            assertThat(PreparedNote.of(copy("first"))).isEmpty();
        }
    }

    @Test
    void opticalFlowIsRefused() throws IOException {
        Path flow = folder.resolve("flow");
        TensorData clip = new TensorData(DataType.U8, List.of(3L, 20L, 30L, 2L), TensorData.allocate(3 * 20 * 30 * 2));
        NpyFile.write(Files.createDirectories(flow.resolve("train/up")).resolve("clip.npy"), clip);

        assertThatThrownBy(() -> prepare(flow, SMALL, done -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("clip.npy: holds optical flow");
        assertThatThrownBy(() -> new DatasetPreparation(
                                set.root(), target, SMALL, new OrderedWork(1, Duration.ofMinutes(1)))
                        .write(
                                DatasetParts.ofFolder(
                                        set.root(), null, List.of(), List.of("data_loader.train.dataset.stream=flow")),
                                done -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is read as optical flow");
    }

    @Test
    void listsLeadToCopiesThatHaveAnotherName() throws IOException {
        Path videos = Files.createDirectories(folder.resolve("alike"));
        SmallSet.video(videos.resolve("a.mp4"), 4);
        SmallSet.video(videos.resolve("made.mp4"), 6);
        Files.move(videos.resolve("made.mp4"), videos.resolve("a.avi"));
        SmallSet.video(videos.resolve("made.mp4"), 8);
        Files.move(videos.resolve("made.mp4"), videos.resolve("b c ü.webm"));
        Files.writeString(videos.resolve("train.txt"), "a.avi 0\na.mp4 1\nb c ü.webm 1\n");

        prepare(videos, SMALL, done -> {});

        List<DatasetPart> parts = DatasetParts.ofFolder(target, null, List.of(), List.of());
        assertThat(parts.get(0).split().dataset().samples())
                .containsExactly(
                        new VideoSample(target.resolve("a.avi.mp4"), 0),
                        new VideoSample(target.resolve("a.mp4"), 1),
                        new VideoSample(target.resolve("b c ü.mp4"), 1));
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> PrepareSettings.of(15, SMALL.coding())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> PrepareSettings.of(255, SMALL.coding())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new H264Coding(0, 20)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new H264Coding(16, 52)).isInstanceOf(ConfigException.class);
    }
}
