package org.i3d4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetRootsTest {
    @TempDir
    private Path folder;

    private DatasetRoots resolve(Optional<Path> option, String train, String eval) {
        DataLoaderConfig data = ConfigFile.parse(
                        "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n",
                        "test.yaml",
                        List.of(
                                "data_loader.train.dataset.path='" + train + "'",
                                "data_loader.eval.dataset.path='" + eval + "'"))
                .config()
                .dataLoader();
        return DatasetRoots.resolve(option, folder.resolve("data.json"), data);
    }

    @Test
    void eachSideHasItsOwnPathOrThatOfTheOther() {
        assertThat(resolve(Optional.empty(), "/a", "/b")).isEqualTo(new DatasetRoots(Path.of("/a"), Path.of("/b")));
        assertThat(resolve(Optional.empty(), "/a", "")).isEqualTo(DatasetRoots.at(Path.of("/a")));
        assertThat(resolve(Optional.empty(), "", "/b")).isEqualTo(DatasetRoots.at(Path.of("/b")));
        assertThatThrownBy(() -> resolve(Optional.empty(), "", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no data set named");
    }

    @Test
    void theOptionAndTheFileOfTheMachineAreForBoth() throws IOException {
        assertThat(resolve(Optional.of(Path.of("/c")), "/a", "/b")).isEqualTo(DatasetRoots.at(Path.of("/c")));
        Files.writeString(folder.resolve("data.json"), "{\"dataset_root\": \"/d\"}");
        assertThat(resolve(Optional.empty(), "/a", "/b")).isEqualTo(DatasetRoots.at(Path.of("/d")));
    }
}
