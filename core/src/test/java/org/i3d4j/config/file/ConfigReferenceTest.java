package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final Path COMMITTED = Path.of("..", "docs", "configuration.md");

    @Test
    void theCommittedReferenceIsThatOfTheProgram() throws IOException {
        assertThat(Files.readString(COMMITTED))
                .as("docs/configuration.md; make it anew with: ./i3d config --reference > docs/configuration.md")
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void saysTypeDefaultRangeAndMeaningOfAKey() {
        assertThat(ConfigReference.markdown().lines())
                .contains("## `model`", "The network.")
                .contains("| `num_classes` | integer | `400` | at least 1 and at most 1000000 | Classes the head tells"
                        + " apart. |")
                .anyMatch(line -> line.startsWith("| `max_epoch` | integer | `train.epochs` | at least 1 |"))
                .anyMatch(line -> line.startsWith("| `epochs` | integer | **required** |"))
                .anyMatch(line -> line.startsWith("| `size` | integer, or list of 2 integers |"))
                .anyMatch(line -> line.startsWith("| `type` | word | `Kinetic400` | `Kinetic400`, `ClassFolders`"));
    }

    @Test
    void describesTheVariantsAndRepeatsNoSection() {
        assertThat(ConfigReference.markdown())
                .containsOnlyOnce("### `VideoRandomCrop`")
                .contains("## `data_loader.eval`")
                .contains("Its keys are those of `data_loader.train`.");
    }
}
