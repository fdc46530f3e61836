package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.DatasetType;
import org.i3d4j.config.MapConfig;
import org.i3d4j.config.SomeDatasetConfig;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.error.DatasetException;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetSideTest {
    private static final Transform TO_TENSOR = new VideoToTensor();

    @TempDir
    private Path root;

    private ConfiguredSplit open(DatasetConfig dataset) {
        MapConfig map = new MapConfig(List.of(TO_TENSOR), List.of("video"));
        return new DatasetSide(new SplitConfig(dataset, map), root, 42).open().complete();
    }

    @ParameterizedTest
    @CsvSource({"FIRST_APPEARANCE, true, zumba", "ALPHABETICAL, false, abseiling"})
    void opensTheKineticsLayout(ClassOrder order, boolean shuffle, String firstClass) throws IOException {
        String header = "label,youtube_id,time_start,time_end,split\n";
        Files.writeString(
                root.resolve("kinetics-400_train.csv"), header + "zumba,a,0,10,train\nabseiling,b,0,10,train\n");
        Files.writeString(root.resolve("kinetics-400_val.csv"), header + "zumba,c,0,10,val\n");
        Files.createDirectory(root.resolve("val"));
        Files.createFile(root.resolve("val/c_000000_000010.mp4"));

        ConfiguredSplit split = open(SomeDatasetConfig.of(DatasetType.KINETIC400, Mode.PART, order, shuffle));

        assertThat(split.dataset().classNames().name(0)).isEqualTo(firstClass);
        assertThat(split.dataset().samples()).hasSize(1);
        assertThat(split.loading())
                .isEqualTo(new LoaderSettings(
                        7, 3, shuffle, false, 42, VideoLimits.DEFAULT.withMaxPixels(1000), 12.5, 0.25, 60));
        assertThat(split.sampler().mode()).isEqualTo(FrameSampler.Mode.PART);
        assertThat(split.transforms().transforms()).containsExactly(new VideoToTensor());
    }

    /** The share allowed here is a quarter. */
    @Test
    void moreMissingVideosThanAllowedAreAnErrorWithTheFirstReasons() throws IOException {
        Files.writeString(root.resolve("train.txt"), "1.mp4 0\n");
        Files.writeString(root.resolve("val.txt"), "1.mp4 0\n2.mp4 0\n3.mp4 0\n4.mp4 0\n");
        for (String present : List.of("1.mp4", "2.mp4")) {
            Files.createFile(root.resolve(present));
        }
        DatasetConfig config = SomeDatasetConfig.of(DatasetType.FILE_LIST, Mode.PART, ClassOrder.ALPHABETICAL, true);

        assertThatThrownBy(() -> open(config))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("2 of 4 listed videos can't be used (2 missing or without label, 0 broken)")
                .hasMessageContaining("max_skipped = 0.25")
                .hasMessageContaining(
                        root.resolve("3.mp4") + ", " + root.resolve("4.mp4") + ": listed in val.txt, but missing. ");

        Files.createFile(root.resolve("3.mp4"));
        assertThat(open(config).dataset().skipped()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "UCF101, classInd.txt",
        "HMDB51, CLASS_test_split2.txt",
        "SOMETHING_V2, something-something-v2-labels.json",
        "CHARADES, Charades_v1_test.csv",
        "FILE_LIST, val.txt",
        "KINETICS600, kinetics-600_train.csv",
        "KINETICS700, kinetics-700_train.csv"
    })
    void everyLayoutSaysWhichListItMisses(DatasetType type, String list) {
        assertThatThrownBy(() -> open(SomeDatasetConfig.of(type, Mode.PART, ClassOrder.ALPHABETICAL, true)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining(list);
    }

    @Test
    void opensFoldersOfClasses() throws IOException {
        for (String name : List.of("run", "jump")) {
            Files.createDirectories(root.resolve("val").resolve(name));
            Files.createFile(root.resolve("val").resolve(name).resolve("1.mp4"));
            Files.createDirectories(root.resolve("train").resolve(name));
            Files.createFile(root.resolve("train").resolve(name).resolve("1.mp4"));
        }

        ConfiguredSplit split =
                open(SomeDatasetConfig.of(DatasetType.CLASS_FOLDERS, Mode.AVERAGE, ClassOrder.ALPHABETICAL, true));

        assertThat(split.dataset().description()).startsWith("class folders in ");
        assertThat(split.dataset().classNames().names()).containsExactly("jump", "run");
    }
}
