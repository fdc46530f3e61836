package org.i3d4j.config.binding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The records of a sealed interface, told apart in YAML by the key {@code type}, which holds the record's name. */
final class Variants {
    static final String TYPE_KEY = "type";

    private Variants() {}

    static List<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
    }

    static Optional<Class<?>> named(Class<?> sealed, String name) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(c -> c.getSimpleName().equals(name))
                .findFirst();
    }
}
