package org.i3d4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.config.ConfigFile;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPartsTest {
    @TempDir
    private Path root;

    private List<DatasetPart> open(String... splits) {
        return DatasetParts.ofFolder(root, null, List.of(splits), List.of());
    }

    @Test
    void recognizesTheKineticsLayoutAndItsSplits() throws IOException {
        SmallSet.write(root);

        assertThat(open()).extracting(DatasetPart::name).containsExactly("train", "val");
        assertThat(open("val").get(0).split().dataset().description()).startsWith("Kinetics layout");
        assertThat(open().get(0).framesNeeded()).isOne();
    }

    @Test
    void recognizesClassFoldersWithAndWithoutSplits() throws IOException {
        Path plain = Files.createDirectories(root.resolve("plain/jump"));
        Path split = Files.createDirectories(root.resolve("split/val/jump"));
        Files.createFile(plain.resolve("a.mp4"));
        Files.createFile(split.resolve("a.mp4"));

        assertThat(DatasetParts.ofFolder(root.resolve("plain"), null, List.of(), List.of()))
                .extracting(DatasetPart::name)
                .containsExactly("all");
        assertThat(DatasetParts.ofFolder(root.resolve("split"), null, List.of(), List.of()))
                .extracting(DatasetPart::name)
                .containsExactly("val");
    }

    @Test
    void aSplitThatIsBrokenIsAnErrorAndNotLeftOut() throws IOException {
        SmallSet.write(root);
        Files.writeString(root.resolve("kinetics-400_val.csv"), "nonsense\n");

        assertThatThrownBy(this::open).isInstanceOf(DatasetException.class).hasMessageContaining("val.csv:1");
    }

    @Test
    void asksForTheTypeOfAFolderItDoesNotKnow() throws IOException {
        Files.createFile(root.resolve("readme.md"));

        assertThatThrownBy(this::open)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("--type, one of Kinetic400, ClassFolders");
        assertThatThrownBy(() -> DatasetParts.ofFolder(root, "ClasFolders", List.of(), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ClasFolders")
                .hasMessageContaining("did you mean 'ClassFolders'?");
    }

    @Test
    void aConfigurationSaysHowManyFramesAClipTakes() throws IOException {
        SmallSet.write(root);

        assertThat(framesNeeded("part")).isEqualTo(8);
        assertThat(framesNeeded("interval")).isEqualTo(22);
    }

    private int framesNeeded(String mode) {
        I3dConfig config = ConfigFile.parse(
                        "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n",
                        "test.yaml",
                        List.of(
                                "data_loader.train.dataset.seq=8",
                                "data_loader.train.dataset.frame_interval=3",
                                "data_loader.train.dataset.seq_mode=" + mode))
                .config();
        return DatasetParts.ofConfig(config, "train", root).framesNeeded();
    }
}
