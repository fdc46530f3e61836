package org.i3d4j.curate.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.DatasetParts;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.SmallSet;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCacheTest {
    private static final CacheSettings SMALL = new CacheSettings(16, 0);
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    private Path folder;

    private SmallSet set;
    private Path target;

    @BeforeEach
    void writeVideos() throws IOException {
        set = SmallSet.write(folder.resolve("set"));
        target = folder.resolve("cache");
    }

    private CacheResult cache(CacheSettings settings) {
        return cache(settings, done -> {});
    }

    private CacheResult cache(CacheSettings settings, IntConsumer progress) {
        return cacheTo(target, settings, progress);
    }

    private CacheResult cacheTo(Path to, CacheSettings settings, IntConsumer progress) {
        List<DatasetPart> parts = DatasetParts.ofFolder(set.root(), null, List.of(), List.of());
        OrderedWork work = new OrderedWork(2, Duration.ofMinutes(1));
        return new DatasetCache(set.root(), to, settings, work).write(parts, progress);
    }

    private Path array(String id) {
        return target.resolve("train").resolve(id + "_000000_000010.npy");
    }

    @Test
    void opticalFlowStaysOfTwoChannels() throws IOException {
        Path flow = folder.resolve("flow");
        TensorData clip = new TensorData(DataType.U8, List.of(3L, 20L, 30L, 2L), TensorData.allocate(3 * 20 * 30 * 2));
        for (int i = 0; i < clip.values().capacity(); i++) {
            clip.values().put(i, (byte) (i % 2 == 0 ? 40 : 200));
        }
        NpyFile.write(Files.createDirectories(flow.resolve("train/up")).resolve("clip.npy"), clip);
        List<DatasetPart> parts = DatasetParts.ofFolder(flow, null, List.of(), List.of());

        new DatasetCache(flow, target, new CacheSettings(10, 0), new OrderedWork(1, Duration.ofMinutes(1)))
                .write(parts, done -> {});

        TensorData cached = NpyFile.read(target.resolve("train/up/clip.npy"));
        assertThat(cached.shape()).containsExactly(3L, 10L, 15L, 2L);
        for (int i = 0; i < cached.values().capacity(); i++) {
            assertThat(cached.values().get(i)).isEqualTo((byte) (i % 2 == 0 ? 40 : 200));
        }
    }

    @Test
    void anArrayHoldsTheVideosFramesResized() {
        cache(SMALL);

        TensorData array = NpyFile.read(array("first"));
        assertThat(array.dataType()).isEqualTo(DataType.U8);
        assertThat(array.shape()).containsExactly((long) SmallSet.FRAMES, 16L, 24L, 3L);
        try (VideoReader video = VideoReader.open(set.train("first"));
                Clip frames = Clip.allocate(SmallSet.FRAMES, 16, 24)) {
            video.read(IntStream.range(0, SmallSet.FRAMES).toArray(), frames, Interpolation.AREA);
            for (int frame = 0; frame < SmallSet.FRAMES; frame++) {
                assertThat(array.values().slice(frame * frames.frameBytes(), frames.frameBytes()))
                        .isEqualTo(frames.frame(frame));
            }
        }
    }

    @Test
    void smallerFramesKeepTheirSizeAndAFrameRateThinsThem() {
        cache(new CacheSettings(256, 12.5));

        assertThat(NpyFile.read(array("first")).shape()).containsExactly(6L, 32L, 48L, 3L);
    }

    @Test
    void theLayoutIsThatOfTheDataSetAndWhatCantBeReadIsListed() throws IOException {
        CacheResult result = cache(SMALL);

        assertThat(result.written()).isEqualTo(4);
        assertThat(result.skipped())
                .extracting(SkippedVideo::file)
                .containsExactly(set.train("gone"), set.train("gone2"), set.train("broken"));
        assertThat(result.cacheBytes()).isEqualTo(sizes());
        assertThat(target.resolve("kinetics-400_train.csv"))
                .hasSameBinaryContentAs(set.root().resolve("kinetics-400_train.csv"));
        assertThat(target.resolve("val/third_000000_000010.npy")).isRegularFile();
        assertThat(array("broken")).doesNotExist();
        assertThat(Files.readAllLines(target.resolve("skipped.csv")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith(set.train("broken") + ",\"can't be read as video"));
    }

    private long sizes() throws IOException {
        long bytes = Files.size(target.resolve("val/third_000000_000010.npy"));
        for (String id : List.of("first", "second", "short")) {
            bytes += Files.size(array(id));
        }
        return bytes;
    }

    @Test
    void anInterruptedRunIsContinued() throws IOException {
        assertThatThrownBy(() -> cache(SMALL, done -> {
                    throw new CancellationException("interrupted");
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(array("first")).isRegularFile();
        Files.setLastModifiedTime(array("first"), LONG_AGO);
        Files.deleteIfExists(array("second"));
        Path halfWritten = array("first").resolveSibling(".second_000000_000010.npy." + UUID.randomUUID() + ".tmp");
        Files.writeString(halfWritten, "half");

        CacheResult result = cache(SMALL);

        assertThat(result.written() + result.kept()).isEqualTo(4);
        assertThat(result.kept()).isPositive();
        assertThat(Files.getLastModifiedTime(array("first"))).isEqualTo(LONG_AGO);
        assertThat(NpyFile.read(array("second")).shape()).containsExactly((long) SmallSet.FRAMES, 16L, 24L, 3L);
        assertThat(halfWritten).doesNotExist();
        assertThat(cache(SMALL).kept()).isEqualTo(4);
    }

    @Test
    void otherSettingsInTheSameFolderAreRefused() {
        cache(SMALL);

        assertThatThrownBy(() -> cache(new CacheSettings(24, 0)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("a short edge of 16 and all frames; asked for")
                .hasMessageContaining("a short edge of 24");
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("precious"), "x");

        assertThatThrownBy(() -> cache(SMALL))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is not empty");
        assertThat(target).isDirectoryNotContaining("glob:**/cache.json");
        for (Path inside : List.of(set.root().resolve("cache"), folder)) {
            assertThatThrownBy(() -> cacheTo(inside, SMALL, done -> {}))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("overlaps the data set");
        }
    }

    @Test
    void aFileThatCantBeWrittenEndsItWithNothingHalf() throws IOException {
        Files.createDirectories(target);
        CacheManifest.of(set.root(), Optional.empty(), SMALL).claim(target);
        Files.writeString(target.resolve("train"), "a file where a folder is needed");

        assertThatThrownBy(() -> cache(SMALL))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is a file where a folder is needed");
        assertThat(target).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aDamagedManifestIsNamed() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("cache.json"), "{\"format\": 1}");

        assertThatThrownBy(() -> cache(SMALL))
                .isInstanceOf(OutputException.class)
                .hasMessage(target.resolve("cache.json")
                        + ": is not what a folder of cache says of itself; remove the folder, or use" + " another");
    }

    @Test
    void videosThatDifferInTheirExtensionAloneGetAnArrayEach() throws IOException {
        Path videos = Files.createDirectories(folder.resolve("alike"));
        SmallSet.video(videos.resolve("a.mp4"), 4);
        SmallSet.video(videos.resolve("a.mov"), 6);
        SmallSet.video(videos.resolve("b.mp4"), 8);
        Files.writeString(videos.resolve("train.txt"), "a.mov 0\na.mp4 1\nb.mp4 1\n");

        new DatasetCache(videos, target, SMALL, new OrderedWork(1, Duration.ofMinutes(1)))
                .write(DatasetParts.ofFolder(videos, null, List.of(), List.of()), done -> {});

        List<VideoSample> cached = DatasetParts.ofFolder(target, "FileList", List.of("train"), List.of())
                .get(0)
                .split()
                .dataset()
                .samples();
        assertThat(cached)
                .containsExactly(
                        new VideoSample(target.resolve("a.mov.npy"), 0),
                        new VideoSample(target.resolve("a.mp4.npy"), 1),
                        new VideoSample(target.resolve("b.npy"), 1));
        assertThat(cached)
                .extracting(
                        sample -> NpyFile.describe(sample.file()).info().shape().get(0))
                .containsExactly(6L, 4L, 8L);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new CacheSettings(0, 0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new CacheSettings(16, Double.NaN)).isInstanceOf(ConfigException.class);
    }
}
