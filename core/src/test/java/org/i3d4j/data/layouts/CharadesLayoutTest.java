package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.data.VideoDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharadesLayoutTest {
    private static final String HEADER =
            "id,subject,scene,quality,relevance,verified,script,objects,descriptions,actions,length";

    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private static String row(String id, String actions) {
        return id + ",HR43,Kitchen,6,7,Yes,\"A person cooks, and looks out.\",food;stove,A \"\"person\"\" cooks,"
                + actions + ",24.83";
    }

    private void small(String lists) throws IOException {
        folder.text(
                lists + "Charades_v1_train.csv",
                HEADER,
                row("46GP8", "c092 11.90 21.20;c147 0.00 12.60;c092 22.00 23.00"),
                row("N11GT", ""),
                row("KRF68", "c000 0.00 1.00"));
        folder.text(lists + "Charades_v1_test.csv", HEADER, row("YSKX3", "c156 1.00 2.50"));
        folder.videos("Charades_v1_480/46GP8.mp4", "Charades_v1_480/N11GT.mp4", "Charades_v1_480/YSKX3.mp4");
    }

    @Test
    void aVideoHasAllItsActions() throws IOException {
        small("");

        VideoDataset train = new CharadesLayout(root, "train").open();

        assertThat(train.multiLabel()).isTrue();
        assertThat(train.labelled()).isTrue();
        assertThat(train.classNames().size()).isEqualTo(157);
        assertThat(train.classNames().name(156)).isEqualTo("c156");
        assertThat(folder.samples(train))
                .containsExactly("Charades_v1_480/46GP8.mp4 [92, 147]", "Charades_v1_480/N11GT.mp4 []");
        assertThat(folder.skipped(train))
                .containsExactly("Charades_v1_480/KRF68.mp4 listed in Charades_v1_train.csv, but missing");
        assertThat(folder.samples(new CharadesLayout(root, "val").open()))
                .containsExactly("Charades_v1_480/YSKX3.mp4 [156]");
    }

    @Test
    void namesClassesAsTheListOfClassesDoes() throws IOException {
        small("Charades/");
        folder.text(
                "Charades/Charades_v1_classes.txt", "c000 Holding some clothes", "c156 Someone is eating something");

        VideoDataset test = new CharadesLayout(root, "test").open();

        assertThat(test.classNames().names()).containsExactly("Holding some clothes", "Someone is eating something");
        assertThat(folder.samples(test)).containsExactly("Charades_v1_480/YSKX3.mp4 [1]");
        folder.assertRefused(
                () -> new CharadesLayout(root, "train").open(),
                "Charades/Charades_v1_train.csv:2",
                "'c092' is not among the 2");
    }

    @Test
    void findsFoldersOfFrames() throws IOException {
        folder.text("Charades_v1_test.csv", HEADER, row("YSKX3", "c156 1.00 2.50"));
        folder.videos("Charades_v1_rgb/YSKX3/YSKX3-000001.jpg");

        assertThat(folder.samples(new CharadesLayout(root, "test").open()))
                .containsExactly("Charades_v1_rgb/YSKX3 [156]");
    }

    @Test
    void wrongRowsAreNamed() throws IOException {
        small("");
        String list = "Charades_v1_train.csv";
        folder.text(list, HEADER, row("46GP8", "c157 0.00 1.00"));
        folder.assertRefused(() -> new CharadesLayout(root, "train").open(), list + ":2", "'c157'");
        folder.text(list, HEADER, row("46GP8", "cooking"));
        folder.assertRefused(() -> new CharadesLayout(root, "train").open(), list + ":2", "'cooking' is no action");
        folder.text(list, HEADER, row("../46GP8", ""));
        folder.assertRefused(() -> new CharadesLayout(root, "train").open(), list + ":2", "is no id");
        folder.text(list, "id,subject", "46GP8,HR43");
        folder.assertRefused(() -> new CharadesLayout(root, "train").open(), list + ":1", "expected id and actions");
        folder.text(list, HEADER, row("46GP8", ""), "46GP8");
        folder.assertRefused(() -> new CharadesLayout(root, "train").open(), list + ":3", "found 1 columns");
    }
}
