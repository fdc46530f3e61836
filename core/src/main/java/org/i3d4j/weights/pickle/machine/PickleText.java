package org.i3d4j.weights.pickle.machine;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.i3d4j.error.WeightsException;

/** Integers of any width, and values written as text, as protocol 0 does. */
final class PickleText {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,600}");
    private static final Pattern INDEX = Pattern.compile("\\d{1,10}");
    private static final int LONG_BITS = 63;

    private PickleText() {}

    /** A Long where it fits, a BigInteger where not. */
    private static Object narrowed(BigInteger value) {
        return value.bitLength() <= LONG_BITS ? (Object) value.longValue() : value;
    }

    /** Two's complement, little-endian; turns {@code bytes} round. */
    static Object integer(byte[] bytes) {
        for (int i = 0; i < bytes.length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swapped;
        }
        return narrowed(bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes));
    }

    /** Python 2's long integers end with an L. */
    static Object longInteger(String digits) {
        return integer(digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits);
    }

    static Object integer(String digits) {
        if (!INTEGER.matcher(digits).matches()) {
            throw new WeightsException("damaged: expected a whole number of up to 600 digits");
        }
        return narrowed(new BigInteger(digits));
    }

    static long index(String digits) {
        if (!INDEX.matcher(digits).matches()) {
            throw new WeightsException("damaged: expected the number of a stored object");
        }
        return Long.parseLong(digits);
    }

    static double decimal(String text) {
        try {
            return switch (text) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw new WeightsException("damaged: expected a number", e);
        }
    }

    /** Text in quotes; PyTorch writes none, so escapes are not undone but refused. */
    static String unquoted(String line) {
        boolean quoted = line.length() >= 2
                && (line.charAt(0) == '\'' || line.charAt(0) == '"')
                && line.charAt(0) == line.charAt(line.length() - 1);
        if (!quoted) {
            throw new WeightsException("damaged: expected text in quotes");
        }
        return unescaped(line.substring(1, line.length() - 1));
    }

    /** Text without escapes. */
    static String unescaped(String text) {
        if (text.indexOf('\\') >= 0) {
            throw new WeightsException("text with escapes, as protocol 0 writes, can't be read; save with protocol 2");
        }
        return text;
    }
}
