package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.DatasetType;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.SomeDatasetConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfiguredSplitTest {
    @ParameterizedTest
    @EnumSource(value = FrameSampler.Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void samplesAsConfigured(FrameSampler.Mode mode) {
        DatasetConfig config = SomeDatasetConfig.of(DatasetType.KINETIC400, mode, ClassOrder.ALPHABETICAL, true);

        assertThat(ConfiguredSplit.sampler(config)).isEqualTo(new FrameSampler(mode, 24, 2, 5, 12.5));
    }

    private static final String CONFIG = "learning_rate: {lr: 0.01}\ntrain: {epochs: 3}\n";

    @TempDir
    private Path folder;

    private ConfiguredSplit split(String... files) {
        List<VideoSample> samples = Stream.of(files)
                .map(name -> new VideoSample(folder.resolve(name), 0))
                .toList();
        ListedDataset dataset =
                new ListedDataset(ClassNames.of(List.of("a")), samples, List.of(), folder, "some videos", false);
        return ConfiguredSplit.of(
                ConfigFile.parse(CONFIG, "test.yaml", List.of())
                        .config()
                        .dataLoader()
                        .eval(),
                dataset,
                1);
    }

    private void clip(String name, long channels) {
        List<Long> shape = List.of(9L, 4L, 5L, channels);
        NpyFile.write(
                folder.resolve(name), new TensorData(DataType.U8, shape, TensorData.allocate(9 * 4 * 5 * channels)));
    }

    /** None of the videos has to be there: that they are RGB is known of anything that is no array. */
    @Test
    void videosAreOfThreeChannels() {
        ConfiguredSplit videos = split("a.mp4", "frames", "b.webm");

        assertThat(videos.fitting("the model", 3)).isEqualTo(videos);
        assertThatThrownBy(() -> videos.fitting("flow.safetensors", 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("a.mp4")
                        + ": has frames of 3 channels (RGB); flow.safetensors takes 2 channels (optical flow),"
                        + " model.in_channel: 2. The flow of a data set's videos is read with stream: flow");
    }

    @Test
    void storedClipsHaveThoseThatTheySay() {
        clip("x.npy", 2);
        clip("y.npy", 2);
        clip("z.npy", 3);
        clip("grey.npy", 1);
        clip("four.npy", 4);

        assertThat(split("x.npy", "y.npy").fitting("the model", 2).dataset().samples())
                .hasSize(2);
        assertThatThrownBy(() -> split("x.npy", "y.npy").fitting("the model", 3))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder.resolve("x.npy") + ": has frames of 2 channels (optical flow); the model takes"
                        + " 3 channels (RGB), model.in_channel: 3");
        assertThatThrownBy(() -> split("x.npy", "z.npy", "y.npy").fitting("the model", 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("z.npy") + ": has frames of 3 channels (RGB)");
        assertThatThrownBy(() -> split("x.npy", "grey.npy").fitting("the model", 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("grey.npy") + ": has frames of 1 channel; the model takes 2");
        assertThatThrownBy(() -> split("four.npy").fitting("the model", 3))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("four.npy") + ": has frames of 4 channels; the model takes 3");
        assertThatThrownBy(() -> split("x.npy", "video.mp4").fitting("the model", 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("video.mp4") + ": has frames of 3 channels (RGB)");
    }

    /** It is skipped and named when it is to be read, as any video that is broken. */
    @Test
    void aClipThatCannotBeReadIsForTheReader() throws IOException {
        NpyFile.write(folder.resolve("vector.npy"), TensorData.of(new float[5], 5));
        Files.writeString(folder.resolve("broken.npy"), "no array");
        ConfiguredSplit split = split("vector.npy", "broken.npy", "missing.npy");

        assertThat(split.fitting("the model", 2)).isEqualTo(split);
    }

    @Test
    void samplesAWholeVideoAtAFrameRate() {
        I3dConfig config = ConfigFile.parse(
                        CONFIG,
                        "test.yaml",
                        List.of(
                                "data_loader.eval.dataset.seq_mode=whole",
                                "data_loader.eval.dataset.seq=250",
                                "data_loader.eval.dataset.frame_rate=25"))
                .config();

        assertThat(ConfiguredSplit.sampler(config.dataLoader().eval().dataset()))
                .isEqualTo(new FrameSampler(FrameSampler.Mode.WHOLE, 250, 1, 1, 25));
    }
}
