package org.i3d4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.DatasetType;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(open().get(0).sampler()).isEmpty();
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

    @ParameterizedTest
    @CsvSource({
        "kinetics-600_train.csv, Kinetics600",
        "kinetics-700_val.csv, Kinetics700",
        "ucfTrainTestlist/classInd.txt, Ucf101",
        "testTrainMulti_7030_splits/wave_test_split1.txt, Hmdb51",
        "labels/labels.json, SomethingV2",
        "something-something-v2-labels.json, SomethingV2",
        "Charades_v1_train.csv, Charades",
        "train.txt, FileList"
    })
    void recognizesEachKindByItsLists(String list, String type) throws IOException {
        Path file = root.resolve(list);
        Files.createDirectories(file.getParent());
        Files.createFile(file);

        assertThat(DatasetLayouts.recognize(root).yamlName()).isEqualTo(type);
    }

    @Test
    void aPlainCsvOfKineticsIsToldFromAList() throws IOException {
        Path csv = root.resolve("validate.csv");
        Files.writeString(csv, "label,youtube_id,time_start,time_end,split\n");
        assertThat(DatasetLayouts.recognize(root)).isEqualTo(DatasetType.KINETIC400);
        assertThat(DatasetLayouts.splits(root, "Kinetic400")).containsExactly("val");

        Files.move(csv, root.resolve("val.csv"));
        Files.writeString(root.resolve("val.csv"), "path,label\n");
        assertThat(DatasetLayouts.recognize(root)).isEqualTo(DatasetType.FILE_LIST);
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
                .hasMessageContaining(Advice.NAME_DATASET_TYPE + ", one of Kinetic400, ClassFolders");
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
        return DatasetParts.ofConfig(config, List.of("train"), DatasetRoots.at(root))
                .get(0)
                .sampler()
                .orElseThrow()
                .framesOfClip();
    }
}
