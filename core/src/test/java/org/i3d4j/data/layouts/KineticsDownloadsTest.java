package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinetics as it lies on disks after a download. */
class KineticsDownloadsTest {
    private static final String HEADER = "label,youtube_id,time_start,time_end,split";

    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private VideoDataset open(String split, ClassOrder order) {
        return new KineticsLayout(root, split, order).open();
    }

    @Test
    void skipsRowsWithoutLabelAndRowsListedAgain() throws IOException {
        folder.text(
                "kinetics-400_train.csv",
                HEADER,
                "zumba,abc,1,11,train",
                ",def,20,30,train",
                "abseiling,def,20,30,train",
                "zumba,abc,1,11,train");
        folder.videos("train/abc_000001_000011.mp4", "train/def_000020_000030.mp4");

        VideoDataset train = open("train", ClassOrder.ALPHABETICAL);

        assertThat(train.classNames().names()).containsExactly("abseiling", "zumba");
        assertThat(folder.samples(train)).containsExactly("train/abc_000001_000011.mp4 [1]");
        assertThat(train.skipped())
                .extracting(SkippedVideo::reason)
                .containsExactly(
                        "kinetics-400_train.csv:3 gives it no label",
                        "kinetics-400_train.csv:4 lists it again, after line 3",
                        "kinetics-400_train.csv:5 lists it again, after line 2");
        assertThat(train.description()).contains("1 video, 0 missing, 1 without label, 2 listed twice, 2 classes");
    }

    @Test
    void findsVideosUnderTheirClassWithOtherExtensionsAsClipsAndAsFrames() throws IOException {
        folder.text(
                "kinetics-400_train.csv",
                HEADER,
                "ice climbing,a,0,10,train",
                "zumba,b,0,10,train",
                "zumba,c,0,10,train",
                "zumba,d,0,10,train");
        folder.videos("train/ice_climbing/a_000000_000010.mp4", "train/b_000000_000010.mkv");
        folder.videos("train/c_000000_000010.npy", "train/zumba/d_000000_000010/img_1.jpg");

        assertThat(folder.samples(open("train", ClassOrder.FIRST_APPEARANCE)))
                .containsExactly(
                        "train/ice_climbing/a_000000_000010.mp4 [0]",
                        "train/b_000000_000010.mkv [1]",
                        "train/c_000000_000010.npy [1]",
                        "train/zumba/d_000000_000010 [1]");
    }

    @ParameterizedTest
    @CsvSource({
        "KINETICS_600, kinetics-600_train.csv, kinetics-600_val.csv, val",
        "KINETICS_700, kinetics-700_train.csv, kinetics-700_val.csv, val",
        "KINETICS_400, train.csv, val.csv, val",
        "KINETICS_600, train.csv, validate.csv, validate",
        "KINETICS_700, annotations/train.csv, annotations/val.csv, validation"
    })
    void readsListsAsPublished(KineticsEdition edition, String train, String val, String videos) throws IOException {
        folder.text(train, HEADER, "zumba,abc,1,11,train", "abseiling,def,20,30,train");
        folder.text(val, HEADER, "abseiling,ghi,3,13,val");
        folder.videos(videos + "/ghi_000003_000013.mp4");

        VideoDataset dataset = new KineticsLayout(root, "val", ClassOrder.ALPHABETICAL, edition).open();

        assertThat(folder.samples(dataset)).containsExactly(videos + "/ghi_000003_000013.mp4 [0]");
    }

    @Test
    void findsFoldersOfClassesWithoutPunctuation() throws IOException {
        folder.text(
                "kinetics-400_train.csv",
                HEADER,
                "massaging person's head,a,1,11,train",
                "tying knot (not on a tie),b,1,11,train",
                "using remote controller (not gaming),c,1,11,train",
                "ice climbing,d,1,11,train");
        folder.videos("train/massaging_persons_head/a_000001_000011.mp4");
        folder.videos("train/tying knot not on a tie/b_000001_000011.mp4");
        folder.videos("train/using_remote_controller_(not_gaming)/c_000001_000011.mp4");
        folder.videos("train/ice_climbing/readme.txt", "train/ice climbing/d_000001_000011.m2ts");

        assertThat(folder.samples(open("train", ClassOrder.FIRST_APPEARANCE)))
                .containsExactly(
                        "train/massaging_persons_head/a_000001_000011.mp4 [0]",
                        "train/tying knot not on a tie/b_000001_000011.mp4 [1]",
                        "train/using_remote_controller_(not_gaming)/c_000001_000011.mp4 [2]",
                        "train/ice climbing/d_000001_000011.m2ts [3]");
    }

    @Test
    void allRowsThatMakeNoSenseAreToldTogether() throws IOException {
        folder.text(
                "kinetics-400_train.csv",
                HEADER,
                "zumba,abc,1,11,train",
                "zumba,abc",
                "zumba,def,one,11,train",
                "zumba,../x,1,11,train");
        folder.videos("train/abc_000001_000011.mp4");

        folder.assertRefused(
                () -> open("train", ClassOrder.FIRST_APPEARANCE),
                "kinetics-400_train.csv:3",
                "kinetics-400_train.csv:4: time_start is 'one'",
                "kinetics-400_train.csv:5: youtube_id '../x'");
        folder.text("kinetics-400_val.csv", HEADER, "zumba,ghi,1,11,val");
        folder.videos("val/ghi_000001_000011.mp4");
        folder.assertRefused(() -> open("val", ClassOrder.ALPHABETICAL), "kinetics-400_train.csv:3");
    }
}
