package org.i3d4j.yaml.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.yaml.Position;
import org.i3d4j.yaml.YamlParser;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Entry;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Scalar;
import org.i3d4j.yaml.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Writes the defaults of the {@link Key keys} into a tree, so that an option can reach into a list that the user's file
 * leaves to its default. Defaults taken from other keys are left to the binder: options may still change those.
 */
public final class Defaults {
    private Defaults() {}

    /** {@code given} with a value for every absent key that has one; unknown keys and wrong values stay as they are. */
    public static Mapping fill(Class<?> recordType, Mapping given) {
        Mapping filled = given;
        for (RecordKey key : RecordKey.of(recordType)) {
            YamlValue value = standing(key, given);
            if (value != null) {
                Position position = positionOf(given, key.name());
                filled = filled.with(key.name(), new Entry(position, descend(key.type(), value)));
            }
        }
        return filled;
    }

    private static Position positionOf(Mapping given, String name) {
        return Optional.ofNullable(given.entries().get(name))
                .map(Entry::keyPosition)
                .orElse(given.position().ofDefault());
    }

    /** What the user gave, laid over the default. */
    private static @Nullable YamlValue standing(RecordKey key, Mapping given) {
        YamlValue own = given.given(key.name());
        if (own != null && !(own instanceof Mapping)) {
            return own;
        }
        YamlValue standard = standard(key, given.position().ofDefault());
        return own instanceof Mapping above && standard instanceof Mapping below
                ? above.over(below)
                : own == null ? standard : own;
    }

    private static @Nullable YamlValue standard(RecordKey key, Position position) {
        if (!key.key().absent().isEmpty()) {
            return YamlParser.parseValue(key.key().absent(), position).root();
        }
        return key.isSection() ? new Mapping(position, Map.of()) : null;
    }

    private static YamlValue descend(Type type, YamlValue value) {
        if (type instanceof ParameterizedType list && value instanceof Sequence sequence) {
            Type element = list.getActualTypeArguments()[0];
            List<YamlValue> values =
                    sequence.values().stream().map(v -> descend(element, v)).toList();
            return new Sequence(sequence.position(), values);
        }
        if (type instanceof Class<?> c && value instanceof Mapping mapping) {
            return recordOf(c, mapping)
                    .<YamlValue>map(recordType -> fill(recordType, mapping))
                    .orElse(mapping);
        }
        return value;
    }

    private static Optional<Class<?>> recordOf(Class<?> type, Mapping mapping) {
        if (!type.isSealed()) {
            return type.isRecord() ? Optional.of(type) : Optional.empty();
        }
        return mapping.given(Variants.TYPE_KEY) instanceof Scalar name
                ? Variants.named(type, name.text())
                : Optional.empty();
    }
}
