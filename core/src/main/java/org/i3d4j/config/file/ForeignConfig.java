package org.i3d4j.config.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.yaml.Position;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Entry;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Sequence;

/**
 * Recognizes configurations of other tools, whose users would else be told of dozens of unknown keys: mmaction2's are
 * Python, PySlowFast's have top keys in capitals, torchtune's name classes by {@code _component_}, Hydra's by
 * {@code _target_} or list their parts under {@code defaults}.
 */
final class ForeignConfig {
    private static final String ADVICE =
            "; i3d4j has keys of its own: start from configs/i3d_rgb.yaml, or " + Advice.LEARN_THE_KEYS;
    /** Statements that begin a line and that YAML would not begin one with. */
    private static final Pattern PYTHON = Pattern.compile(
            "^(?:_base_ *=|(?:from +[\\w.]+ +)?import +[\\w.]+|[A-Za-z_]\\w* *= *(?:dict\\(|[\\[{(]|['\"0-9TFN]))",
            Pattern.MULTILINE);

    private static final Set<String> SLOWFAST_KEYS = Set.of(
            "TRAIN", "TEST", "DATA", "MODEL", "SOLVER", "SLOWFAST", "RESNET", "BN", "MVIT", "AUG", "MIXUP", "NUM_GPUS");
    private static final int SLOWFAST_KEYS_ENOUGH = 2;

    private ForeignConfig() {}

    /**
     * Looks at a file's name and text before it is parsed.
     *
     * @throws ConfigException if it is Python
     */
    static void refuse(Path file, String text) {
        boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".py");
        if (named || PYTHON.matcher(text).find()) {
            throw new ConfigException(file + ": is a Python config, as mmaction2 has them; i3d4j reads YAML and runs no"
                    + " Python" + ADVICE);
        }
    }

    /**
     * Looks at the keys.
     *
     * @throws ConfigException if they are another tool's, naming it
     */
    static void refuse(Mapping root) {
        List<Entry> slowFast = root.entries().entrySet().stream()
                .filter(entry -> SLOWFAST_KEYS.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (slowFast.size() >= SLOWFAST_KEYS_ENOUGH) {
            throw foreign(slowFast.get(0).keyPosition(), "PySlowFast config, its keys in capitals");
        }
        position(root, "_component_").ifPresent(at -> {
            throw foreign(at, "torchtune config, with '_component_'");
        });
        position(root, "_target_").ifPresent(at -> {
            throw foreign(at, "Hydra config, with '_target_'");
        });
        Entry defaults = root.entries().get("defaults");
        if (defaults != null && defaults.value() instanceof Sequence) {
            throw foreign(
                    defaults.keyPosition(),
                    "Hydra config, with a list of 'defaults' (here 'base_config' names files to inherit from)");
        }
    }

    private static ConfigException foreign(Position at, String what) {
        return new ConfigException(at + ": this looks like a " + what + ADVICE);
    }

    /** Where {@code key} first stands, at any depth; the parser has bounded that. */
    private static Optional<Position> position(YamlValue value, String key) {
        if (value instanceof Mapping mapping) {
            Entry entry = mapping.entries().get(key);
            return entry != null
                    ? Optional.of(entry.keyPosition())
                    : mapping.entries().values().stream()
                            .flatMap(e -> position(e.value(), key).stream())
                            .findFirst();
        }
        return value instanceof Sequence sequence
                ? sequence.values().stream()
                        .flatMap(element -> position(element, key).stream())
                        .findFirst()
                : Optional.empty();
    }
}
