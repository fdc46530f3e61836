package org.i3d4j.yaml.binding;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.i3d4j.text.YamlNamed;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a scalar as the type that is wanted. The wanted type decides, so {@code 1e-3} is a number where a
 * number belongs, whatever YAML's own rules make of it.
 */
final class ScalarTypes {
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final int SHOWN_CHARACTERS = 60;

    private ScalarTypes() {}

    /** The value, or null if {@code scalar} is not of {@code type}. */
    static @Nullable Object read(Class<?> type, Scalar scalar) {
        if (type == String.class) {
            return scalar.text();
        }
        if (type.isEnum()) {
            return constant(type, scalar.text());
        }
        if (!scalar.plain()) {
            return null;
        }
        if (type == boolean.class) {
            return truth(scalar.text());
        }
        return type == double.class || type == Double.class ? number(scalar.text()) : integer(type, scalar.text());
    }

    private static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> null;
        };
    }

    private static @Nullable Double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Number integer(Class<?> type, String text) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        try {
            if (type == long.class) {
                return Long.valueOf(text);
            }
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> name(c).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** A constant's name in YAML. */
    static String name(Object constant) {
        return constant instanceof YamlNamed named ? named.yamlName() : ((Enum<?>) constant).name();
    }

    /** The words that {@code type} takes, if they are few. */
    static List<String> words(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(ScalarTypes::name).toList()
                : List.of();
    }

    /** What {@code type} wants, for messages. */
    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", words(type));
        }
        return switch (type.getSimpleName()) {
            case "boolean" -> "true or false";
            case "int", "Integer" -> "an integer of at most 32 bits";
            case "long" -> "an integer of at most 64 bits";
            case "double", "Double" -> "a finite number";
            default -> "text";
        };
    }

    /** What was found instead, for messages; a quoted number says so. */
    static String found(YamlValue value) {
        if (value instanceof Scalar scalar) {
            return scalar.plain() ? "'" + shorten(scalar.text()) + "'" : quoted(scalar.text());
        }
        return value instanceof YamlValue.Sequence ? "a list" : "a section";
    }

    private static String quoted(String text) {
        boolean couldBeValue = NUMBER.matcher(text).matches() || truth(text) != null;
        return "the text \"" + shorten(text) + "\"" + (couldBeValue ? " (remove the quotes)" : "");
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
