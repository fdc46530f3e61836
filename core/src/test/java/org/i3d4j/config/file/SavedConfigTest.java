package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.config.file.ConfigTexts.MINIMAL;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.yaml.binding.Key;
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

    @Test
    void aPortableConfigurationIsTheSameButForPlaces() {
        I3dConfig config = ConfigTexts.config(
                MINIMAL + "data_loader: {eval: {dataset: {path: /home/a, list: b.txt, seq: 20}}}\n",
                "train.ckpt_path=/home/c",
                "model_name=d");

        String portable = ConfigFile.portable(config);

        assertThat(portable).doesNotContain("/home", "b.txt");
        assertThat(ConfigFile.parseSaved(portable, "portable").config())
                .isEqualTo(ConfigTexts.config(MINIMAL + "data_loader: {eval: {dataset: {seq: 20}}}\n", "model_name=d"));
    }

    /** A new key is one or the other, by decision. */
    @Test
    void everyKeyOfFreeTextIsAPlaceOrPartOfAName() {
        assertThat(freeTexts(I3dConfig.class)).isNotEmpty().allMatch(key -> key.place() || key.fileName());
    }

    private static List<Key> freeTexts(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> {
                    Key key = component.getAnnotation(Key.class);
                    if (component.getType().isRecord()) {
                        return freeTexts(component.getType()).stream();
                    }
                    return component.getType() == String.class && key.choices().length == 0
                            ? Stream.of(key)
                            : Stream.empty();
                })
                .toList();
    }

    @Test
    void aConfigurationThatIsNoFileIsChangedAsOneThatIs() {
        I3dConfig config = ConfigTexts.config(MINIMAL);

        assertThat(ConfigFile.change(config, "that of m.pt", List.of("data_loader.eval.dataset.seq=32"))
                        .dataLoader()
                        .eval()
                        .dataset()
                        .seq())
                .isEqualTo(32);
        assertThat(ConfigFile.change(config, "that of m.pt", List.of())).isSameAs(config);
        assertThatThrownBy(() -> ConfigFile.change(config, "that of m.pt", List.of("train.epoch=1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("the override of train.epoch: unknown key", "did you mean 'epochs'");
    }
}
