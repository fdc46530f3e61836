package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.data.VideoDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hmdb51LayoutTest {
    /** Names of the published videos: they hold brackets, semicolons and number signs. */
    private static final String CLIMB = "#437_How_To_Ride_A_Bike_climb_f_cm_np1_le_med_0.avi";

    private static final String SHOT = "Mannerwaffen[3];_climb_u_cm_np1_fr_med_0.avi";

    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private void lists(String place) throws IOException {
        folder.text(place + "wave_test_split1.txt", "a_wave_0.avi 1 ", "b_wave_0.avi 2 ", "c_wave_0.avi 0 ");
        folder.text(place + "climb_test_split1.txt", CLIMB + " 1 ", SHOT + " 2 ");
        folder.text(place + "climb_test_split2.txt", SHOT + " 1 ");
    }

    @ParameterizedTest
    @CsvSource({"testTrainMulti_7030_splits/, ''", "splits/, videos/", "annotations/, hmdb51_org/", "'', ''"})
    void readsAFoldAsPublished(String lists, String place) throws IOException {
        lists(lists);
        folder.videos(place + "wave/a_wave_0.avi", place + "wave/b_wave_0.avi", place + "wave/c_wave_0.avi");
        folder.videos(place + "climb/" + CLIMB, place + "climb/" + SHOT);

        VideoDataset train = new Hmdb51Layout(root, "train", 1).open();

        assertThat(train.classNames().names()).containsExactly("climb", "wave");
        assertThat(folder.samples(train))
                .containsExactly(place + "climb/" + CLIMB + " [0]", place + "wave/a_wave_0.avi [1]");
        assertThat(folder.samples(new Hmdb51Layout(root, "val", 1).open()))
                .containsExactly(place + "climb/" + SHOT + " [0]", place + "wave/b_wave_0.avi [1]");
        assertThat(folder.samples(new Hmdb51Layout(root, "train", 2).open()))
                .containsExactly(place + "climb/" + SHOT + " [0]");
        assertThat(train.description()).contains("HMDB-51", "(fold 1)", "2 classes numbered alphabetically");
    }

    @Test
    void missingVideosAreCountedAndWrongLinesNamed() throws IOException {
        lists("");
        folder.videos("wave/a_wave_0.avi");
        assertThat(folder.skipped(new Hmdb51Layout(root, "train", 1).open()))
                .containsExactly("climb/" + CLIMB + " listed in climb_test_split1.txt, but missing");

        folder.text("wave_test_split1.txt", "a_wave_0.avi 1", "b_wave_0.avi 3");
        folder.assertRefused(
                () -> new Hmdb51Layout(root, "train", 1).open(),
                "wave_test_split1.txt:2",
                "expected VIDEO.avi and 0, 1 or 2");
        folder.assertRefused(() -> new Hmdb51Layout(root, "train", 3).open(), "", "CLASS_test_split3.txt");
    }
}
