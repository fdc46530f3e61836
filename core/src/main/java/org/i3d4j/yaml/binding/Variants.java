package org.i3d4j.yaml.binding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of a sealed interface and of those it permits, told apart in YAML by the key {@code type}, which holds the
 * record's name.
 */
final class Variants {
    static final String TYPE_KEY = "type";

    private Variants() {}

    /** The records, in the order in which they are permitted. */
    static List<Class<?>> of(Class<?> sealed) {
        return Arrays.<Class<?>>stream(sealed.getPermittedSubclasses())
                .flatMap(permitted -> permitted.isSealed() ? of(permitted).stream() : Stream.<Class<?>>of(permitted))
                .toList();
    }

    static List<String> names(Class<?> sealed) {
        return of(sealed).stream().map(Class::getSimpleName).toList();
    }

    static Optional<Class<?>> named(Class<?> sealed, String name) {
        return of(sealed).stream().filter(c -> c.getSimpleName().equals(name)).findFirst();
    }
}
