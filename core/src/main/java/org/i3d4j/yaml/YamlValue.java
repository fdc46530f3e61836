package org.i3d4j.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document, immutable, typed only as far as YAML's syntax goes: who reads it knows what it wants. */
public sealed interface YamlValue {
    /** Where the value starts. */
    Position position();

    /** Whether the value stands for "not given": nothing at all, {@code ~} or {@code null}. */
    default boolean isNull() {
        return false;
    }

    /**
     * Text as written.
     *
     * @param plain false if it was quoted or a block of text, and so never means a number, a boolean or null
     */
    record Scalar(Position position, String text, boolean plain) implements YamlValue {
        @Override
        public boolean isNull() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }
    }

    /** A list. */
    record Sequence(Position position, List<YamlValue> values) implements YamlValue {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /** Keys and values in the order of the file. */
    record Mapping(Position position, Map<String, Entry> entries) implements YamlValue {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of {@code key}, or null where it is absent or {@link YamlValue#isNull null}. */
        public @Nullable YamlValue given(String key) {
            Entry entry = entries.get(key);
            return entry == null || entry.value().isNull() ? null : entry.value();
        }

        /** The value at a dotted path, list elements by number; null where there is none. */
        public @Nullable YamlValue find(String path) {
            int dot = path.indexOf('.');
            String key = dot < 0 ? path : path.substring(0, dot);
            YamlValue value = given(key);
            return dot < 0 || value == null ? value : below(value, path.substring(dot + 1));
        }

        private static @Nullable YamlValue below(YamlValue value, String path) {
            if (value instanceof Mapping mapping) {
                return mapping.find(path);
            }
            if (!(value instanceof Sequence sequence)) {
                return null;
            }
            int dot = path.indexOf('.');
            String number = dot < 0 ? path : path.substring(0, dot);
            int index = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
            if (index >= sequence.values().size()) {
                return null;
            }
            YamlValue element = sequence.values().get(index);
            return dot < 0 ? element : below(element, path.substring(dot + 1));
        }

        /** The same with {@code key} added or replaced. */
        public Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(position, changed);
        }

        /** The same without {@code key}. */
        public Mapping without(String key) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Mapping(position, changed);
        }

        /** This laid over {@code base}: mappings are merged key by key, anything else is replaced. */
        public Mapping over(Mapping base) {
            Map<String, Entry> merged = new LinkedHashMap<>(base.entries);
            entries.forEach((key, entry) -> merged.merge(key, entry, Mapping::overlay));
            return new Mapping(position, merged);
        }

        private static Entry overlay(Entry below, Entry above) {
            boolean sections = below.value() instanceof Mapping && above.value() instanceof Mapping;
            return sections
                    ? new Entry(above.keyPosition(), ((Mapping) above.value()).over((Mapping) below.value()))
                    : above;
        }
    }

    /** A value together with where its key stands. */
    record Entry(Position keyPosition, YamlValue value) {}
}
