package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KineticsLayoutTest {
    private static final String HEADER = "label,youtube_id,time_start,time_end,split\n";

    @TempDir
    private Path root;

    @BeforeEach
    void makeFolders() throws IOException {
        for (String split : List.of("train", "val", "test")) {
            Files.createDirectory(root.resolve(split));
        }
    }

    private void list(String split, String content) throws IOException {
        Files.writeString(root.resolve("kinetics-400_" + split + ".csv"), content);
    }

    private void videos(String split, String... names) throws IOException {
        for (String name : names) {
            Files.createFile(root.resolve(split).resolve(name));
        }
    }

    private VideoDataset open(String split) {
        return new KineticsLayout(root, split, ClassOrder.FIRST_APPEARANCE).open();
    }

    /** Two training videos and one to validate on. */
    private void small() throws IOException {
        list("train", HEADER + "zumba,abc,1,11,train\nabseiling,def,20,30,train\n");
        videos("train", "abc_000001_000011.mp4", "def_000020_000030.mp4");
        list("val", HEADER + "abseiling,ghi,3,13,val\n");
        videos("val", "ghi_000003_000013.mp4");
    }

    @Test
    void numbersClassesByFirstAppearanceInTheTrainingList() throws IOException {
        small();

        assertThat(open("train").classNames().names()).containsExactly("zumba", "abseiling");
        assertThat(open("train").samples())
                .containsExactly(
                        new VideoSample(root.resolve("train/abc_000001_000011.mp4"), 0),
                        new VideoSample(root.resolve("train/def_000020_000030.mp4"), 1));
        assertThat(open("val").samples())
                .containsExactly(new VideoSample(root.resolve("val/ghi_000003_000013.mp4"), 1));
    }

    @Test
    void numbersClassesAlphabeticallyWhenAsked() throws IOException {
        small();

        VideoDataset val = new KineticsLayout(root, "val", ClassOrder.ALPHABETICAL).open();

        assertThat(val.classNames().names()).containsExactly("abseiling", "zumba");
        assertThat(val.samples().get(0).label()).isZero();
        assertThat(val.description()).contains("split val: 1 video, 0 missing, 2 classes numbered alphabetical");
    }

    @Test
    void followsTheMapOfTheReferenceAndWritesNothing() throws IOException {
        small();
        Files.writeString(root.resolve("cls2index.json"), "{\"abseiling\": 0, \"yoga\": 2, \"zumba\": 1}");

        VideoDataset train = open("train");

        assertThat(train.classNames().names()).containsExactly("abseiling", "zumba", "yoga");
        assertThat(train.samples()).extracting(VideoSample::label).containsExactly(1, 0);
        assertThat(train.description()).contains("3 classes numbered as in cls2index.json");
        assertThat(new KineticsLayout(root, "train", ClassOrder.ALPHABETICAL)
                        .open()
                        .classNames()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void opensWithoutAWriteToTheFolder() throws IOException {
        small();
        List<Path> before = tree();

        open("train");

        assertThat(tree()).isEqualTo(before);
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted().toList();
        }
    }

    @Test
    void refusesABrokenMap() throws IOException {
        small();
        Path map = root.resolve("cls2index.json");
        for (String broken : List.of(
                "",
                "[]",
                "{}",
                "{\"a\": 0, \"b\": 0}",
                "{\"a\": 1}",
                "{\"a\": -1}",
                "{\"a\": \"zero\"}",
                "{\"a\": 0.5}",
                "{\"a\": 0",
                "{\"a\": 99999999999}")) {
            Files.writeString(map, broken);
            assertThatThrownBy(() -> open("train"))
                    .as(broken)
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith(map.toString())
                    .hasMessageContaining("remove it");
        }
    }

    @Test
    void readsColumnsByNameInAnyOrderAmongOthersWithQuotesAndByteOrderMark() throws IOException {
        list(
                "train",
                "\ufefftime_end,note,\"label\",time_start,youtube_id,is_cc\r\n"
                        + "12,,\"dancing, \"\"fast\"\"\",000002,-_a-B_,0\r\n"
                        + "\r\n"
                        + "1234567,x,passing American football (in game),5,__x,1\r\n");
        videos("train", "-_a-B__000002_000012.mp4", "__x_000005_1234567.mp4");

        VideoDataset train = open("train");

        assertThat(train.classNames().names())
                .containsExactly("dancing, \"fast\"", "passing American football (in game)");
        assertThat(train.samples())
                .extracting(sample -> sample.file().getFileName().toString())
                .containsExactly("-_a-B__000002_000012.mp4", "__x_000005_1234567.mp4");
    }

    @Test
    void countsMissingVideosWithoutFailing() throws IOException {
        small();
        list("train", HEADER + "zumba,abc,1,11,train\nzumba,gone,0,10,train\nabseiling,def,20,30,train\n");

        VideoDataset train = open("train");

        assertThat(train.samples()).hasSize(2);
        assertThat(train.skipped()).singleElement().satisfies(video -> {
            assertThat(video.file()).isEqualTo(root.resolve("train/gone_000000_000010.mp4"));
            assertThat(video.reason()).isEqualTo("listed in kinetics-400_train.csv, but missing");
        });
        assertThat(train.description()).contains("2 videos, 1 missing");
    }

    @Test
    void aTestListMayLackLabels() throws IOException {
        small();
        list("test", "youtube_id,time_start,time_end,split\nq,0,10,test\n");
        videos("test", "q_000000_000010.mp4");

        VideoDataset test = open("test");

        assertThat(test.samples()).extracting(VideoSample::label).containsExactly(VideoSample.UNLABELLED);
        assertThat(test.labelled()).isFalse();
        assertThat(open("val").labelled()).isTrue();
    }

    @Test
    void otherListsMayNotLackLabels() throws IOException {
        small();
        list("val", "youtube_id,time_start,time_end,split\nghi,3,13,val\n");

        assertThatThrownBy(() -> open("val"))
                .isInstanceOf(DatasetException.class)
                .hasMessage(root.resolve("kinetics-400_val.csv")
                        + ":1: the header lacks label; found youtube_id,time_start,time_end,split,"
                        + " expected label,youtube_id,time_start,time_end,split");
    }

    @Test
    void aLabelThatTrainingLacksIsNamedWithItsPlace() throws IOException {
        small();
        list("val", HEADER + "abseiling,ghi,3,13,val\nyoga,jkl,0,10,val\n");

        assertThatThrownBy(() -> open("val"))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root.resolve("kinetics-400_val.csv") + ":3: label 'yoga' is not among the 2");
    }

    @Test
    void aMissingListIsNamed() {
        assertThatThrownBy(() -> open("train"))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root.resolve("kinetics-400_train.csv") + ": no such file");
    }

    @Test
    void anEmptyListIsRefused() throws IOException {
        list("train", "");
        assertThatThrownBy(() -> open("train"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is empty, expected a header line");

        list("train", HEADER);
        assertThatThrownBy(() -> open("train"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("lists no videos");
    }

    @Test
    void aListWithoutAnyPresentVideoIsRefused() throws IOException {
        list("train", HEADER + "zumba,abc,1,11,train\nabseiling,def,20,30,train\n");

        assertThatThrownBy(() -> open("train"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("none of the 2 videos")
                .hasMessageContaining("abc_000001_000011.mp4");
    }

    @Test
    void aMissingVideoFolderIsNamed() throws IOException {
        small();
        Files.delete(root.resolve("val/ghi_000003_000013.mp4"));
        Files.delete(root.resolve("val"));

        assertThatThrownBy(() -> open("val"))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root.resolve("val").toString());
    }

    @Test
    void brokenRowsAreNamedWithFileAndLine() throws IOException {
        assertBroken("zumba,abc", ":3: found 2 columns, expected at least 4");
        assertBroken("zumba,abc,one,11,train", ":3: time_start is 'one', expected whole seconds");
        assertBroken("zumba,abc,1,-1,train", ":3: time_end is '-1'");
        assertBroken("zumba,../../etc/x,1,11,train", ":3: youtube_id '../../etc/x'");
        assertBroken("zumba,,1,11,train", ":3: youtube_id ''");
    }

    private void assertBroken(String row, String message) throws IOException {
        list("train", HEADER + "zumba,abc,1,11,train\n" + row + "\n");
        assertThatThrownBy(() -> open("train"))
                .as(row)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("kinetics-400_train.csv" + message);
    }

    @Test
    void aFieldWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        list("train", HEADER + "\"" + "x".repeat(20 << 20));

        assertThatThrownBy(() -> open("train"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("kinetics-400_train.csv: can't be read as CSV");
    }
}
