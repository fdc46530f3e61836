package org.i3d4j.config.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.ConfigException;

/** Texts that the tests of the configuration start from. */
public final class ConfigTexts {
    /** The least that loads. */
    public static final String MINIMAL = "learning_rate: {lr: 0.01}\ntrain: {epochs: 3}\n";

    private ConfigTexts() {}

    /** The reference system's published config. */
    public static String published() {
        try (InputStream in = Objects.requireNonNull(ConfigTexts.class.getResourceAsStream("published.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static I3dConfig config(String yaml, String... overrides) {
        return ConfigFile.parse(yaml, "test.yaml", List.of(overrides)).config();
    }

    /** The lines of the error that {@code yaml} is answered with. */
    static List<String> errors(String yaml, String... overrides) {
        ConfigException e = Assertions.catchThrowableOfType(ConfigException.class, () -> config(yaml, overrides));
        Assertions.assertThat(e).as("an error for:\n%s", yaml).isNotNull();
        return Arrays.asList(String.valueOf(e.getMessage()).split("\n", -1));
    }
}
