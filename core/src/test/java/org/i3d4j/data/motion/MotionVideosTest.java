package org.i3d4j.data.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MotionVideosTest {
    private static final MotionSettings TINY = new MotionSettings(4, 2, 1, 48, 32, 6, 4, 3);

    @TempDir
    private Path folder;

    private Path write(String name, MotionSettings settings, int threads) {
        Path root = folder.resolve(name);
        new MotionVideos(settings, threads).write(root, (videos, ofVideos) -> {});
        return root;
    }

    private static Map<String, List<Byte>> contents(Path root) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte value : Files.readAllBytes(file)) {
                    bytes.add(value);
                }
                contents.put(root.relativize(file).toString(), bytes);
            }
        }
        return contents;
    }

    @Test
    void theSetIsReadBackWithItsLabels() {
        Path root = write("set", TINY, 2);

        VideoDataset train = new KineticsLayout(root, "train", ClassOrder.FIRST_APPEARANCE).open();
        VideoDataset val = new KineticsLayout(root, "val", ClassOrder.FIRST_APPEARANCE).open();

        assertThat(train.classNames().names()).containsExactly("left", "right", "up", "down");
        assertThat(train.samples()).extracting(sample -> sample.label()).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
        assertThat(val.samples()).hasSize(4);
        assertThat(train.skipped()).isEmpty();
        assertThat(val.samples().get(1).file()).isEqualTo(root.resolve("val/val_000001_000000_000002.mp4"));
        try (VideoReader video = VideoReader.open(val.samples().get(1).file())) {
            assertThat(video.frameCount()).isEqualTo(6);
            assertThat(video.info().width()).isEqualTo(48);
            assertThat(video.info().height()).isEqualTo(32);
            assertThat(video.info().frameRate()).isEqualTo(4);
        }
    }

    @Test
    void theSameSeedGivesTheSameFilesWhateverTheNumberOfThreads() throws IOException {
        Map<String, List<Byte>> once = contents(write("once", TINY, 1));

        assertThat(contents(write("again", TINY, 3))).isEqualTo(once).hasSize(12 + 2);
        MotionSettings otherSeed = new MotionSettings(4, 2, 1, 48, 32, 6, 4, 4);
        assertThat(contents(write("other", otherSeed, 2)).get("val/val_000001_000000_000002.mp4"))
                .isNotEqualTo(once.get("val/val_000001_000000_000002.mp4"));
    }

    @Test
    void moreVideosOfASplitLeaveTheOthersAsTheyAre() throws IOException {
        Map<String, List<Byte>> few = contents(write("few", TINY, 2));
        Map<String, List<Byte>> more = contents(write("more", new MotionSettings(4, 3, 1, 48, 32, 6, 4, 3), 2));

        few.remove("kinetics-400_train.csv");
        assertThat(more).containsAllEntriesOf(few);
    }

    @Test
    void progressCountsEveryVideo() {
        List<String> told = new ArrayList<>();

        new MotionVideos(TINY, 2).write(folder.resolve("set"), (videos, of) -> told.add(videos + "/" + of));

        assertThat(told).hasSize(12).startsWith("1/12", "2/12").endsWith("12/12");
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws IOException {
        Files.createFile(folder.resolve("precious"));

        assertThatThrownBy(() -> new MotionVideos(TINY, 1).write(folder, (videos, of) -> {}))
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith(folder + ": the folder is not empty");

        assertThat(folder).isDirectoryContaining("glob:**/precious").isDirectoryNotContaining("glob:**/train");
    }

    @Test
    void theLoaderReadsTheFilesAlikeWithAnyNumberOfWorkers() throws IOException {
        Path root = write("set", TINY, 2);
        Files.write(root.resolve("train/train_000002_000000_000002.mp4"), new byte[] {1, 2, 3});
        VideoDataset train = new KineticsLayout(root, "train", ClassOrder.FIRST_APPEARANCE).open();

        List<List<Float>> alone = read(train, 1);

        assertThat(read(train, 3)).isEqualTo(alone);
        // 7 good videos of 4 frames of 32x32
        assertThat(alone.stream().mapToInt(List::size).sum()).isEqualTo(7 * 3 * 4 * 32 * 32);
    }

    private static List<List<Float>> read(VideoDataset dataset, int workers) {
        FrameSampler sampler = new FrameSampler(FrameSampler.Mode.PART, 4, 1, 1);
        TransformChain chain = new TransformChain(List.of(new VideoRandomCrop(32, 32), new VideoToTensor()));
        LoaderSettings settings = new LoaderSettings(3, workers, true, false, 1);
        List<List<Float>> batches = new ArrayList<>();
        try (ClipLoader loader = new ClipLoader(dataset, sampler, chain, settings);
                Epoch epoch = loader.epoch(0, 0)) {
            for (LabelledBatch batch = epoch.next(); batch != null; batch = epoch.next()) {
                try (LabelledBatch open = batch) {
                    float[] values =
                            new float[(int) (open.clips().clips() * open.clips().clipValues())];
                    open.clips().pointer().get(values);
                    List<Float> copy = new ArrayList<>();
                    for (float value : values) {
                        copy.add(value);
                    }
                    batches.add(copy);
                }
            }
        }
        return batches;
    }
}
