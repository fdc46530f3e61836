package org.i3d4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetRootTest {
    @TempDir
    private Path folder;

    @Test
    void theOptionComesFirstThenTheJsonFileThenTheConfig() throws IOException {
        Path json = folder.resolve("data.json");
        Path option = Path.of("from-option");

        assertThat(DatasetRoot.resolve(Optional.empty(), json, "from-config")).isEqualTo(Path.of("from-config"));
        Files.writeString(json, "{\"dataset_root\": \"from-json\", \"note\": 1}");
        assertThat(DatasetRoot.resolve(Optional.empty(), json, "from-config")).isEqualTo(Path.of("from-json"));
        assertThat(DatasetRoot.resolve(Optional.of(option), json, "from-config"))
                .isEqualTo(option);
    }

    @Test
    void expandsTheHomeFolder() {
        assertThat(DatasetRoot.resolve(Optional.empty(), folder.resolve("none.json"), "~/videos"))
                .isEqualTo(Path.of(System.getProperty("user.home"), "videos"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"dataset_root\": 3}", "{\"dataset_root\": \" \"}", "{} {}", "null"})
    void refusesAMalformedJsonFile(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("data.json"), json);

        assertThatThrownBy(() -> DatasetRoot.resolve(Optional.empty(), file, "from-config"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": ");
    }

    @Test
    void saysHowToNameADataSet() {
        assertThatThrownBy(() -> DatasetRoot.resolve(Optional.empty(), folder.resolve("none.json"), ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(Advice.NAME_DATASET.toString());
        assertThatThrownBy(() -> DatasetRoot.resolve(Optional.empty(), folder, ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is not a file");
    }
}
