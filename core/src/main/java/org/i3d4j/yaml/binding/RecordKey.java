package org.i3d4j.yaml.binding;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A component of a record as a key of YAML.
 *
 * @param name snake_case
 * @param type with its type arguments
 */
record RecordKey(String name, Type type, Key key, RecordComponent component) {
    /** The keys of a record type in the order of its components. */
    static List<RecordKey> of(Class<?> recordType) {
        return Arrays.stream(recordType.getRecordComponents())
                .map(RecordKey::of)
                .toList();
    }

    private static RecordKey of(RecordComponent component) {
        return new RecordKey(snakeCase(component.getName()), component.getGenericType(), key(component), component);
    }

    /** Its own, or that of an annotation it shares with other components. */
    private static Key key(RecordComponent component) {
        return Stream.concat(
                        Stream.ofNullable(component.getAnnotation(Key.class)),
                        Arrays.stream(component.getAnnotations())
                                .flatMap(shared -> Stream.ofNullable(
                                        shared.annotationType().getAnnotation(Key.class))))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(component.getDeclaringRecord() + "."
                        + component.getName() + " has no @" + Key.class.getSimpleName()));
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Whether the value is a section of further keys. */
    boolean isSection() {
        return type instanceof Class<?> c && c.isRecord();
    }

    /** The component's value in {@code owner}. */
    Object valueIn(Record owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't read " + component, e);
        }
    }
}
