package org.i3d4j.yaml.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.NearestName;
import org.i3d4j.yaml.KeyPath;
import org.i3d4j.yaml.Position;
import org.i3d4j.yaml.Problems;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Entry;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Scalar;
import org.i3d4j.yaml.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a tree that {@link Defaults} has filled. It goes on after a wrong value, and makes a record only of
 * right ones, so one pass finds all problems; null stands for a value that could not be made.
 */
public final class RecordBinder<R extends Record> {
    private final Class<R> type;
    private final Mapping root;
    private final Problems problems;
    private final Problems unknownKeys;
    private final KnownKeys known;

    /**
     * Binds {@code root} to {@code type}.
     *
     * @param problems told of what is wrong
     * @param unknownKeys told of keys that are not known; {@code problems} too where those are errors
     */
    public RecordBinder(Class<R> type, Mapping root, Problems problems, Problems unknownKeys) {
        this.type = type;
        this.root = root;
        this.problems = problems;
        this.unknownKeys = unknownKeys;
        this.known = new KnownKeys(type);
    }

    /** The record, or null if there were problems. */
    public @Nullable R bind() {
        return type.cast(record(type, root, "", root.position(), List.of()));
    }

    private @Nullable Object record(
            Class<?> type, Mapping mapping, String path, Position position, List<String> alsoKnown) {
        List<RecordKey> keys = RecordKey.of(type);
        List<String> names = Stream.concat(alsoKnown.stream(), keys.stream().map(RecordKey::name))
                .toList();
        reportUnknown(mapping, path, names);
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordKey key : keys) {
            values.add(keyValue(key, mapping, KeyPath.join(path, key.name()), position));
        }
        return values.contains(null) ? null : construct(type, values, path, position);
    }

    private void reportUnknown(Mapping mapping, String path, List<String> names) {
        mapping.entries().forEach((name, entry) -> {
            if (!names.contains(name)) {
                String keyPath = KeyPath.join(path, name);
                unknownKeys.add(
                        entry.keyPosition(), "unknown key '" + keyPath + "'" + known.advice(names, name, keyPath));
            }
        });
    }

    private @Nullable Object keyValue(RecordKey key, Mapping mapping, String path, Position section) {
        Entry entry = mapping.entries().get(key.name());
        if (entry != null && !entry.value().isNull()) {
            return value(key, key.type(), entry.value(), path, entry.keyPosition());
        }
        if (key.key().sameAs().length > 0) {
            return inherited(key, path, section);
        }
        problems.add(section, "missing key '" + path + "': " + key.key().doc());
        return null;
    }

    /** The value of the key that this one follows; what is wrong with it is reported there, once. */
    private @Nullable Object inherited(RecordKey key, String path, Position section) {
        for (String other : key.key().sameAs()) {
            YamlValue value = root.find(other);
            if (value != null) {
                Problems unheard = new Problems();
                return new RecordBinder<>(type, root, unheard, unheard).value(key, key.type(), value, path, section);
            }
        }
        return null;
    }

    private @Nullable Object value(RecordKey key, Type type, YamlValue value, String path, Position position) {
        @Nullable Object bound;
        if (type instanceof ParameterizedType list) {
            bound = list(key, list.getActualTypeArguments()[0], value, path);
        } else {
            bound = single((Class<?>) type, value, path, position);
        }
        if (bound == null) {
            return null;
        }
        String violation = KeyRules.violation(key.key(), bound).orElse(null);
        if (violation != null) {
            problems.add(value.position(), "'" + path + "' " + violation);
        }
        return violation == null ? bound : null;
    }

    private @Nullable Object single(Class<?> type, YamlValue value, String path, Position position) {
        if (type.isSealed() || type.isRecord()) {
            return section(type, value, path, position);
        }
        return value instanceof Scalar scalar ? scalar(type, scalar, path) : mistyped(type, value, path);
    }

    private @Nullable Object section(Class<?> type, YamlValue value, String path, Position position) {
        if (!(value instanceof Mapping mapping)) {
            problems.add(
                    value.position(), "'" + path + "' has to be a section of keys, found " + ScalarTypes.found(value));
            return null;
        }
        return type.isSealed() ? variant(type, mapping, path) : record(type, mapping, path, position, List.of());
    }

    private @Nullable Object variant(Class<?> sealed, Mapping mapping, String path) {
        List<String> names = Variants.names(sealed);
        YamlValue type = mapping.given(Variants.TYPE_KEY);
        if (!(type instanceof Scalar name)) {
            problems.add(
                    mapping.position(),
                    "missing key '" + KeyPath.join(path, Variants.TYPE_KEY) + "': one of " + String.join(", ", names));
            return null;
        }
        Optional<Class<?>> recordType = Variants.named(sealed, name.text());
        return recordType.isPresent()
                ? record(recordType.get(), mapping, path, mapping.position(), List.of(Variants.TYPE_KEY))
                : reportWord(name, names, KeyPath.join(path, Variants.TYPE_KEY));
    }

    private @Nullable Object reportWord(Scalar word, List<String> words, String path) {
        String advice =
                NearestName.among(words, word.text()).map(NearestName::question).orElse("");
        problems.add(
                word.position(),
                "'" + path + "' is " + ScalarTypes.found(word) + "; it has to be one of " + String.join(", ", words)
                        + advice);
        return null;
    }

    private @Nullable Object list(RecordKey key, Type element, YamlValue value, String path) {
        if (key.key().spread() && value instanceof Scalar scalar) {
            Object one = scalar((Class<?>) element, scalar, path);
            return one == null ? null : Collections.nCopies(key.key().length(), one);
        }
        if (!(value instanceof Sequence sequence)) {
            problems.add(value.position(), "'" + path + "' has to be a list, found " + ScalarTypes.found(value));
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (YamlValue each : sequence.values()) {
            String elementPath = KeyPath.join(path, elements.size());
            elements.add(single((Class<?>) element, each, elementPath, each.position()));
        }
        return elements.contains(null) ? null : elements;
    }

    private @Nullable Object scalar(Class<?> type, Scalar scalar, String path) {
        Object read = ScalarTypes.read(type, scalar);
        if (read == null && type.isEnum()) {
            return reportWord(scalar, ScalarTypes.words(type), path);
        }
        return read == null ? mistyped(type, scalar, path) : read;
    }

    private @Nullable Object mistyped(Class<?> type, YamlValue value, String path) {
        problems.add(
                value.position(),
                "'" + path + "' has to be " + ScalarTypes.expected(type) + ", found " + ScalarTypes.found(value));
        return null;
    }

    private @Nullable Object construct(Class<?> type, List<@Nullable Object> values, String path, Position position) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConfigException wrong) {
                problems.add(position, (path.isEmpty() ? "" : "'" + path + "': ") + wrong.getMessage());
                return null;
            }
            throw new IllegalStateException("can't make a " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't make a " + type, e);
        }
    }
}
