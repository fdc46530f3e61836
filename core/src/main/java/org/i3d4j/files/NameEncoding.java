package org.i3d4j.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Java can't do with names of files: it has them as text in the encoding of the locale, bytes that are none there
 * become U+FFFD, and by that the file can't be found again.
 */
public final class NameEncoding {
    /** What {@link #whyMissing} says of a name with nothing wrong. */
    public static final String MISSING = "no such file";

    private static final char REPLACEMENT = '\ufffd';

    private NameEncoding() {}

    /** Whether a name that a folder's list gave leads back to its file. */
    public static boolean holds(Path file) {
        try {
            return file.getFileSystem().getPath(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Why a file is not found, as words behind its name. */
    public static String whyMissing(Path file) {
        return file.toString().indexOf(REPLACEMENT) < 0
                ? MISSING
                : "no file can be found by this name: it holds bytes that are no text in " + encoding()
                        + ", shown as U+FFFD, and Java can't hold them; rename the file";
    }

    /** Why a text can't be a file's name, as words behind it. */
    public static String whyInvalid(InvalidPathException invalid) {
        return whyInvalid(invalid.getInput()).orElse(invalid.getReason());
    }

    /** Why the locale has no file of this name; empty if it may have one. */
    public static Optional<String> whyInvalid(String name) {
        Charset encoding = encoding();
        if (encoding.newEncoder().canEncode(name)) {
            return Optional.empty();
        }
        return Optional.of(
                encoding.equals(StandardCharsets.UTF_8)
                        ? "it holds half a character"
                        : "in the encoding of this locale, " + encoding
                                + ", no file has it; set LC_ALL to an installed locale of UTF-8 (see 'locale -a')");
    }

    /** The system's for names; {@code -Dsun.jnu.encoding} does not change it. */
    private static Charset encoding() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
