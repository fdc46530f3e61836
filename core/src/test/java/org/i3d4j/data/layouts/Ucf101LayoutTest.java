package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.data.VideoDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ucf101LayoutTest {
    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private void lists(String place) throws IOException {
        folder.text(place + "classInd.txt", "1 ApplyEyeMakeup\r", "2 HandstandPushups\r");
        folder.text(
                place + "trainlist02.txt",
                "HandstandPushups/v_HandStandPushups_g08_c01.avi 2",
                "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 1",
                "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c02.avi 1");
        folder.text(place + "testlist02.txt", "ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi\r");
    }

    private void videos(String place) throws IOException {
        folder.videos(
                place + "HandstandPushups/v_HandStandPushups_g08_c01.avi",
                place + "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi",
                place + "ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UCF-101/", "videos/"})
    void readsAFoldAsPublished(String place) throws IOException {
        lists(place.isEmpty() ? "annotations/" : "ucfTrainTestlist/");
        videos(place);

        VideoDataset train = new Ucf101Layout(root, "train", 2).open();

        assertThat(train.classNames().names()).containsExactly("ApplyEyeMakeup", "HandstandPushups");
        assertThat(folder.samples(train))
                .containsExactly(
                        place + "HandstandPushups/v_HandStandPushups_g08_c01.avi [1]",
                        place + "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi [0]");
        assertThat(folder.skipped(train))
                .containsExactly(
                        place + "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c02.avi listed in trainlist02.txt, but missing");
        assertThat(train.description())
                .contains(
                        "UCF-101",
                        "split train (fold 2)",
                        "2 videos, 1 missing, 2 classes numbered as in classInd.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"val", "test"})
    void valAndTestAreTheListOfTests(String split) throws IOException {
        lists("");
        videos("");

        VideoDataset test = new Ucf101Layout(root, split, 2).open();

        assertThat(folder.samples(test)).containsExactly("ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi [0]");
        assertThat(test.labelled()).isTrue();
    }

    @Test
    void aFoldWithoutListsIsNamed() throws IOException {
        lists("");

        folder.assertRefused(() -> new Ucf101Layout(root, "train", 3).open(), "trainlist03.txt", "no such file");
    }

    @Test
    void aFoldWithoutListsIsNamedWhereTheOthersLie() throws IOException {
        lists("ucfTrainTestlist/");

        folder.assertRefused(
                () -> new Ucf101Layout(root, "test", 3).open(), "ucfTrainTestlist/testlist03.txt", "no such file");
    }

    @Test
    void wrongLinesAreNamed() throws IOException {
        lists("");
        videos("");
        folder.text("trainlist01.txt", "", "Archery/v_Archery_g01_c01.avi 3");
        folder.assertRefused(
                () -> new Ucf101Layout(root, "train", 1).open(),
                "trainlist01.txt:2",
                "'Archery' is not among the 2 classes");
        folder.text("trainlist01.txt", "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 2");
        folder.assertRefused(() -> new Ucf101Layout(root, "train", 1).open(), "trainlist01.txt:1", "the number 2");
        folder.text("trainlist01.txt", "v_ApplyEyeMakeup_g08_c01.avi 1");
        folder.assertRefused(
                () -> new Ucf101Layout(root, "train", 1).open(), "trainlist01.txt:1", "expected CLASS/VIDEO");
        String twice = "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 1";
        folder.text("trainlist01.txt", twice, twice);
        folder.assertRefused(
                () -> new Ucf101Layout(root, "train", 1).open(), "trainlist01.txt:2", "trainlist01.txt:1 already");
        folder.text("classInd.txt", "1 ApplyEyeMakeup", "2 ApplyEyeMakeup");
        folder.assertRefused(() -> new Ucf101Layout(root, "train", 1).open(), "classInd.txt:2", "is listed twice");
        folder.text("classInd.txt", "1 ApplyEyeMakeup", "3 Archery");
        folder.assertRefused(() -> new Ucf101Layout(root, "train", 1).open(), "classInd.txt:2", "expected '2 CLASS'");
    }

    @Test
    void aRootThatIsNotThereIsNamed() {
        new DatasetFolder(root.resolve("gone"))
                .assertRefused(() -> new Ucf101Layout(root.resolve("gone"), "train", 1).open(), "", "no such folder");
    }
}
