package org.i3d4j.yaml.binding;

import java.util.LinkedHashSet;
import java.util.Set;
import org.i3d4j.text.Printable;
import org.i3d4j.yaml.Position;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Sequence;

/**
 * Says where the values of a configuration came from.
 *
 * @param root the tree it was bound from, filled by {@link Defaults}
 */
public record Origins(Mapping root) {
    private static final String DEFAULT = "default";

    /** {@code file:line}, an option, {@code default}, or the key that the value follows; several if a list mixes them. */
    String of(RecordKey key, String path) {
        YamlValue value = root.find(path);
        if (value == null) {
            return followed(key);
        }
        Set<String> places = new LinkedHashSet<>();
        places.add(place(value.position()));
        if (value instanceof Sequence list) {
            list.values().forEach(element -> places.add(element.isNull() ? "" : elementPlace(list, element)));
        }
        places.remove("");
        return String.join(", ", places);
    }

    /** Elements of a list written over several lines say nothing new; those changed by an option do. */
    private static String elementPlace(Sequence list, YamlValue element) {
        boolean same = element.position().source().equals(list.position().source());
        return same ? "" : place(element.position());
    }

    private String followed(RecordKey key) {
        for (String other : key.key().sameAs()) {
            if (root.find(other) != null) {
                return "same as " + other;
            }
        }
        return DEFAULT;
    }

    private static String place(Position position) {
        if (position.isDefault()) {
            return DEFAULT;
        }
        String line = position.line() == 0 ? "" : ":" + position.line();
        return Printable.line(position.source() + line);
    }
}
