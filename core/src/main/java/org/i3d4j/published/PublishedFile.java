package org.i3d4j.published;

/**
 * A file of a public repository.
 *
 * @param path in the repository, with slashes
 * @param blob what git calls the content: the SHA-1 of {@code blob}, a blank, its number of bytes, a zero byte, and the content,
 *     in 40 hexadecimal digits. It says whether a copy is the file, whoever gave it
 */
public record PublishedFile(PublishedOrigin origin, String path, String blob) {
    private static final int SHA1_DIGITS = 40;

    public PublishedFile {
        if (blob.length() != SHA1_DIGITS) {
            throw new IllegalArgumentException(path + ": blob " + blob + "; expected 40 digits");
        }
    }

    /** Its last name. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Where GitHub has it, for people and for the first try. */
    public String address() {
        return "https://github.com/" + origin.repository() + "/raw/" + origin.commit() + "/" + path;
    }
}
