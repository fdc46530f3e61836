package org.i3d4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.config.ConfigTexts.MINIMAL;

import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;

class SavedConfigTest {
    @Test
    void unknownKeysOfASavedConfigurationAreWarnings() {
        LoadedConfig saved = ConfigFile.parseSaved(MINIMAL + "eval: {from_the_future: 1}\nalso_new: {a: 2}\n", "saved");

        assertThat(saved.config().train().epochs()).isEqualTo(3);
        assertThat(saved.warnings())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("ignored: saved:3:8: unknown key 'eval.from_the_future'"),
                        line -> assertThat(line).startsWith("ignored: saved:4:1: unknown key 'also_new'"));
        assertThat(saved.yaml()).doesNotContain("from_the_future", "also_new");
    }

    @Test
    void wrongValuesOfASavedConfigurationAreErrorsStillAndToldWithTheUnknownKeys() {
        assertThatThrownBy(() -> ConfigFile.parseSaved(MINIMAL + "new: 1\nmodel: {num_classes: 0}\n", "saved"))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s)saved:3:1: unknown key 'new'.*\nsaved:4:22: 'model.num_classes' is 0; .*");
    }
}
