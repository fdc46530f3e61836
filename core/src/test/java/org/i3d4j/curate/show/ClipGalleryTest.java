package org.i3d4j.curate.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.curate.DatasetParts;
import org.i3d4j.curate.SmallSet;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipGalleryTest {
    @TempDir
    private Path folder;

    private SmallSet set;

    @BeforeEach
    void writeVideos() throws IOException {
        set = SmallSet.write(folder.resolve("set"));
    }

    private ConfiguredSplit split(int batchSize) {
        I3dConfig config = ConfigFile.parse(
                        "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n",
                        "test.yaml",
                        List.of(
                                "data_loader.train.dataset.seq=4",
                                "data_loader.train.dataset.batch_size=" + batchSize,
                                "data_loader.train.map.operations.0.size=[20, 24]",
                                "data_loader.train.map.operations.1.size=16"))
                .config();
        return DatasetParts.ofConfig(config, List.of("train"), DatasetRoots.at(set.root()))
                .get(0)
                .split();
    }

    private List<ShownClip> show(String name, long epoch, int count) {
        ConfiguredSplit split = split(1);
        return new ClipGallery(split, split.loading()).write(folder.resolve(name), epoch, count);
    }

    @Test
    void theClipsAreThoseThatTrainingGets() {
        List<ShownClip> shown = show("clips", 1, 3);

        List<float[]> trained = new ArrayList<>();
        ConfiguredSplit split = split(4);
        try (ClipLoader loader = new ClipLoader(split.dataset(), split.sampler(), split.transforms(), split.loading());
                Epoch epoch = loader.epoch(1, 0);
                LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
            float[] values = new float[3 * (int) batch.clips().clipValues()];
            batch.clips().pointer().get(values);
            for (int clip = 0; clip < 3; clip++) {
                trained.add(Arrays.copyOfRange(values, clip * values.length / 3, (clip + 1) * values.length / 3));
            }
        }
        for (int clip = 0; clip < 3; clip++) {
            TensorData array = NpyFile.read(shown.get(clip).file());
            assertThat(array.shape()).containsExactly(3L, 4L, 16L, 16L);
            assertThat(array.toFloatArray()).isEqualTo(trained.get(clip));
        }
    }

    @Test
    void saysWhatTheClipsAre() throws IOException {
        List<ShownClip> shown = show("clips", 0, 2);

        assertThat(folder.resolve("clips"))
                .isDirectoryContaining("glob:**/clips-1.png")
                .isDirectoryContaining("glob:**/clip-002.npy");
        ShownClip first = shown.get(0);
        assertThat(Files.readAllLines(folder.resolve("clips/clips.csv")))
                .hasSize(3)
                .startsWith(
                        "clip,video,classes,seed,epoch,sample,clip_of_video",
                        "clip-001.npy," + first.video() + "," + first.classes().get(0) + ",1,1," + first.sample()
                                + ",0");
    }

    @Test
    void anEpochHasItsOwnChoicesAndTheSameOnesAgain() throws IOException {
        byte[] first = Files.readAllBytes(show("a", 0, 3).get(0).file());

        assertThat(Files.readAllBytes(show("b", 0, 3).get(0).file())).isEqualTo(first);
        assertThat(Files.readAllBytes(show("c", 5, 3).get(0).file())).isNotEqualTo(first);
    }

    @Test
    void asManyAsThereAreIfMoreAreAskedFor() {
        assertThat(show("all", 0, 100)).hasSize(3);
    }

    @Test
    void refusesLargerBatches() {
        ConfiguredSplit split = split(2);

        assertThatThrownBy(() -> new ClipGallery(split, split.loading()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("batch size of 2");
    }

    @Test
    void displaysTheFullRangeAndCutsOffTheRest() {
        try (ClipBatch batch = ClipBatch.allocate(1, 3, 1, 1, 2)) {
            batch.pointer().put(-1f, 1f, -1.5f, 1.5f, 0f, -0.5f);
            try (Clip clip = Displayed.of(batch, 0)) {
                byte[] pixels = new byte[6];
                clip.frame(0).get(pixels);
                assertThat(pixels).containsExactly(0, 0, 128, 255, 255, 64);
            }
        }
    }
}
