package org.i3d4j.report.html;

import java.util.Base64;
import org.i3d4j.metrics.Percent;

/** Pieces of HTML. */
public final class Html {
    private Html() {}

    /**
     * {@code text} so that a browser shows it as it is, in an element or in a quoted attribute; characters that HTML does
     * not allow become U+FFFD.
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(character) ? character : 0xfffd);
            }
        });
        return escaped.toString();
    }

    /** Names of files can hold control characters and halves of surrogate pairs. */
    private static boolean isAllowed(int character) {
        boolean lineOrTab = character == '\t' || character == '\n' || character == '\r';
        return lineOrTab || !(Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
    }

    /** A path, {@link #escape escaped}, that may be broken behind a separator rather than within a name. */
    public static String path(String path) {
        return escape(path).replaceAll("([/\\\\_.-])(?=.)", "$1<wbr>");
    }

    /** {@link Percent#of(double)} of a share, on one line. */
    public static String percent(double share) {
        return Percent.of(share).replace(" ", "&nbsp;");
    }

    /**
     * {@code bytes} as an address that holds them.
     *
     * @param mediaType such as {@code image/png}
     */
    public static String dataUri(String mediaType, byte[] bytes) {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
