package org.i3d4j.text;

/**
 * Names and values from files as a terminal or a log may get them: on one line, without what makes a terminal do
 * something, or shows text in another order than it has.
 */
public final class Printable {
    private static final int DELETE = 0x7f;

    private Printable() {}

    /**
     * {@code text} with escapes in place of control characters ({@code \x1b}; {@code \n}, {@code \r} and {@code \t}), and of
     * DEL, C1 controls, line and paragraph separators, bidirectional embeddings, overrides and isolates, and halves of
     * surrogate pairs ({@code \}{@code u202e}). A backslash stays one, so this can be done twice, and the text is not to be
     * read back.
     *
     * <p>JSON's own escape is taken for all that JSON lets stand in a string: an object on one line stays the same object.
     */
    public static String line(String text) {
        if (text.codePoints().noneMatch(Printable::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isHidden(character)) {
                shown.append(escape(character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> reorders(character);
            default -> false;
        };
    }

    private static boolean reorders(int character) {
        return (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(character < DELETE ? "\\x%02x" : "\\u%04x", character);
        };
    }
}
