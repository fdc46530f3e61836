package org.i3d4j.config.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.yaml.KeyPath;
import org.i3d4j.yaml.Position;
import org.i3d4j.yaml.Problems;
import org.i3d4j.yaml.YamlParser;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Entry;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * One {@code key.path=value}. Whether the keys exist and the value fits is checked later with everything else;
 * here only lists and plain values on the way are.
 */
record ConfigOverride(List<String> keys, YamlValue value, Position position) {
    /** {@code root} with {@code overrides} applied in order; {@code problems} is told of those that can't be. */
    static Mapping applyAll(Mapping root, List<String> overrides, Problems problems) {
        Mapping changed = root;
        for (String text : overrides) {
            int equals = text.indexOf('=');
            Position position =
                    Position.of(Advice.OVERRIDE + " " + (equals < 0 ? text : text.substring(0, equals)).strip());
            try {
                changed = parse(text, equals, position).set(changed, 0, "");
            } catch (ConfigException e) {
                problems.add(position, withoutPrefix(e, position));
            }
        }
        return changed;
    }

    private static ConfigOverride parse(String text, int equals, Position position) {
        List<String> keys =
                List.of(text.substring(0, Math.max(equals, 0)).strip().split("\\.", -1));
        if (keys.contains("")) {
            throw new ConfigException("has to be key.path=value, such as train.epochs=10");
        }
        YamlValue value =
                YamlParser.parseValue(text.substring(equals + 1), position).root();
        return new ConfigOverride(keys, value, position);
    }

    /** The YAML parser starts its messages with the position, as the list of problems does. */
    private static String withoutPrefix(ConfigException e, Position position) {
        String message = String.valueOf(e.getMessage());
        String prefix = position + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private Mapping set(Mapping mapping, int depth, String path) {
        String key = keys.get(depth);
        YamlValue changed = changed(mapping.given(key), depth + 1, KeyPath.join(path, key));
        return mapping.with(key, new Entry(position, changed));
    }

    private YamlValue changed(@Nullable YamlValue old, int depth, String path) {
        if (depth == keys.size()) {
            return value;
        }
        if (old == null) {
            return set(new Mapping(position, Map.of()), depth, path);
        }
        if (old instanceof Mapping mapping) {
            return set(mapping, depth, path);
        }
        if (old instanceof Sequence sequence) {
            return setElement(sequence, depth, path);
        }
        throw new ConfigException("'" + path + "' is a single value and has no '" + keys.get(depth) + "'");
    }

    private Sequence setElement(Sequence sequence, int depth, String path) {
        int index = index(keys.get(depth));
        int size = sequence.values().size();
        if (index < 0 || index >= size) {
            throw new ConfigException("'" + path + "' is a list of " + size + " elements, "
                    + (size == 0 ? "so none" : "0 to " + (size - 1)) + "; it has no '" + keys.get(depth) + "'");
        }
        List<YamlValue> values = new ArrayList<>(sequence.values());
        values.set(index, changed(values.get(index), depth + 1, KeyPath.join(path, index)));
        return new Sequence(sequence.position(), values);
    }

    private static int index(String key) {
        return key.matches("[0-9]{1,6}") ? Integer.parseInt(key) : -1;
    }
}
