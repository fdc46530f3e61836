package org.i3d4j.yaml.binding;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.NearestName;

/** Holds values to the ranges and choices of their {@link Key}. */
public final class KeyRules {
    /** Of the 255 that file systems allow; the rest is for what stands behind it, as the numbers of a checkpoint. */
    private static final int LONGEST_NAME_BYTES = 180;

    private KeyRules() {}

    /**
     * Checks a record's components from its compact constructor.
     *
     * @param values all components in order
     * @throws ConfigException naming every component out of its range
     */
    public static void require(Class<? extends Record> recordType, Object... values) {
        List<RecordKey> keys = RecordKey.of(recordType);
        if (keys.size() != values.length) {
            throw new IllegalArgumentException(
                    recordType + " has " + keys.size() + " components, not " + values.length);
        }
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String name = keys.get(i).name();
            violation(keys.get(i).key(), values[i]).ifPresent(rule -> violations.add("'" + name + "' " + rule));
        }
        if (!violations.isEmpty()) {
            throw new ConfigException(recordType.getSimpleName() + ": " + String.join("; ", violations));
        }
    }

    /**
     * Checks a pair of a least and a greatest number.
     *
     * @throws ConfigException if the least is above the greatest
     */
    public static void requireAscending(String key, List<? extends Number> range) {
        if (range.get(0).doubleValue() > range.get(1).doubleValue()) {
            throw new ConfigException("'" + key + "' is " + range + "; the first has to be the least");
        }
    }

    /** What is wrong with {@code value}, as the words that follow the key's name in a message. */
    static Optional<String> violation(Key key, Object value) {
        if (!(value instanceof List<?> list)) {
            return violation(key, value, "is ", "it");
        }
        if (key.length() != 0 && list.size() != key.length()) {
            return Optional.of("has " + list.size() + " elements; it has to have " + key.length());
        }
        return list.stream()
                .flatMap(element -> violation(key, element, "holds ", "each").stream())
                .findFirst();
    }

    private static Optional<String> violation(Key key, Object value, String verb, String subject) {
        if (value instanceof Number number && !inRange(key, number.doubleValue())) {
            return Optional.of(verb + number + "; " + subject + " has to be " + range(key));
        }
        return value instanceof String text ? textViolation(key, text, verb, subject) : Optional.empty();
    }

    private static Optional<String> textViolation(Key key, String text, String verb, String subject) {
        String start = verb + "'" + text + "'; " + subject;
        List<String> choices = List.of(key.choices());
        if (!choices.isEmpty() && !choices.contains(text)) {
            String advice =
                    NearestName.among(choices, text).map(NearestName::question).orElse("");
            return Optional.of(start + " has to be one of " + String.join(", ", choices) + advice);
        }
        return key.fileName() && !canBeFileName(text)
                ? Optional.of(start + " becomes part of file names, so it can't be empty, . or .., have more than "
                        + LONGEST_NAME_BYTES + " bytes, or hold /, \\ or control characters")
                : Optional.empty();
    }

    private static boolean canBeFileName(String text) {
        return !text.isBlank()
                && !text.equals(".")
                && !text.equals("..")
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME_BYTES
                && text.chars()
                        .noneMatch(
                                character -> character == '/' || character == '\\' || Character.isISOControl(character))
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean inRange(Key key, double value) {
        return value >= key.min() && value > key.above() && value <= key.max() && value < key.below();
    }

    /** Whether not all numbers are allowed. */
    static boolean bounded(Key key) {
        return !lowerBound(key).isEmpty() || !upperBound(key).isEmpty();
    }

    /** The numbers allowed, in words. */
    static String range(Key key) {
        String lower = lowerBound(key);
        String upper = upperBound(key);
        if (lower.isEmpty() && upper.isEmpty()) {
            return "finite";
        }
        return lower.isEmpty() || upper.isEmpty() ? lower + upper : lower + " and " + upper;
    }

    private static String lowerBound(Key key) {
        if (Double.isFinite(key.min())) {
            return "at least " + plain(key.min());
        }
        return Double.isFinite(key.above()) ? "above " + plain(key.above()) : "";
    }

    private static String upperBound(Key key) {
        if (Double.isFinite(key.max())) {
            return "at most " + plain(key.max());
        }
        return Double.isFinite(key.below()) ? "below " + plain(key.below()) : "";
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
