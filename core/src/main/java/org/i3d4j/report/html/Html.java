package org.i3d4j.report.html;

import java.util.Base64;
import org.i3d4j.text.Printable;

/** Pieces of HTML. */
public final class Html {
    private Html() {}

    /**
     * {@code text} so that a browser shows it as it is, in an element or in a quoted attribute; characters that HTML does
     * not allow are {@linkplain Printable shown}.
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        Printable.line(text).codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
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
