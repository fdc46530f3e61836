package org.i3d4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.data.ConfiguredSplit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every configuration that comes with the project. */
class ShippedConfigsTest {
    static List<Path> configs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../configs"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void loadsWithoutAWarningAndSaysHowToRunIt(Path file) throws IOException {
        LoadedConfig loaded = ConfigFile.load(file, List.of());

        assertThat(loaded.warnings()).isEmpty();
        assertThat(ConfiguredSplit.transforms(
                                loaded.config().dataLoader().train().map().operations())
                        .transforms())
                .isNotEmpty();
        assertThat(Files.readAllLines(file).get(0))
                .startsWith("# ./i3d train --config configs/" + file.getFileName() + " ");
    }
}
