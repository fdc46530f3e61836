package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SomethingV2LayoutTest {
    private static final String HOLDING =
            "{\"id\":\"78687\",\"label\":\"holding potato next to a bottle\",\"template\":\"Holding [something] next to"
                    + " [something]\",\"placeholders\":[\"potato\",\"a bottle\"]}";

    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private void lists(String prefix) throws IOException {
        folder.text(
                prefix + "labels.json",
                "{\"Holding something next to something\":\"1\",",
                "\"Approaching something with your camera\":\"0\"}");
        folder.text(
                prefix + "train.json",
                "[" + HOLDING + ",",
                "{\"id\":\"4\",\"label\":\"near a cup\",\"template\":\"Approaching [something] with your camera\","
                        + "\"placeholders\":[\"cup\"]},",
                "{\"id\":\"5\"}]");
        folder.text(prefix + "validation.json", "[" + HOLDING + "]");
        folder.text(prefix + "test.json", "[{\"id\":\"1420\"}, {\"id\": 1421}]");
    }

    @ParameterizedTest
    @CsvSource({
        "something-something-v2-, 20bn-something-something-v2/",
        "'', ''",
        "labels/, videos/",
        "annotations/something-something-v2-, videos/"
    })
    void readsSplitsAsPublished(String prefix, String place) throws IOException {
        lists(prefix);
        folder.videos(place + "78687.webm", place + "1420.webm");

        VideoDataset train = new SomethingV2Layout(root, "train").open();

        assertThat(train.classNames().names())
                .containsExactly("Approaching something with your camera", "Holding something next to something");
        assertThat(folder.samples(train)).containsExactly(place + "78687.webm [1]");
        assertThat(train.skipped())
                .extracting(SkippedVideo::reason)
                .satisfiesExactly(
                        missing -> assertThat(missing).endsWith("train.json, but missing"),
                        unlabelled -> assertThat(unlabelled).endsWith("train.json:3 gives it no label"));
        assertThat(folder.samples(new SomethingV2Layout(root, "val").open())).containsExactly(place + "78687.webm [1]");
    }

    @Test
    void theTestSplitHasNoLabels() throws IOException {
        lists("");
        folder.videos("1420.webm");

        VideoDataset test = new SomethingV2Layout(root, "test").open();

        assertThat(test.labelled()).isFalse();
        assertThat(test.skipped())
                .singleElement()
                .satisfies(video -> assertThat(video.file()).isEqualTo(root.resolve("1421.webm")));
    }

    @Test
    void wrongJsonIsNamedWithItsLine() throws IOException {
        lists("");
        folder.videos("78687.webm");
        for (String broken : new String[] {"[\n" + HOLDING + ",\n{\"id\": \"a b\"}]", "[\n" + HOLDING + ",\n{oops}]"}) {
            folder.text("train.json", broken);
            folder.assertRefused(() -> new SomethingV2Layout(root, "train").open(), "train.json:3");
        }
        folder.text("train.json", "[" + HOLDING + ",", HOLDING + "]");
        folder.assertRefused(() -> new SomethingV2Layout(root, "train").open(), "train.json:2", "train.json:1 already");
        folder.text("train.json", "[\n{\"id\": \"1\", \"template\": \"Flying [something]\"}]");
        folder.assertRefused(() -> new SomethingV2Layout(root, "train").open(), "train.json:2", "'Flying something'");
        folder.text("train.json", "{\"id\": \"1\"}");
        folder.assertRefused(() -> new SomethingV2Layout(root, "train").open(), "train.json:1", "a JSON list");
        folder.text("labels.json", "{\"a\": \"0\", \"b\": \"2\"}");
        folder.assertRefused(
                () -> new SomethingV2Layout(root, "train").open(), "labels.json", "gives class 'b' the number");
    }
}
