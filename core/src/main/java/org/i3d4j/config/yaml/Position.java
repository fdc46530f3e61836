package org.i3d4j.config.yaml;

/**
 * Where a key or value was written, as messages show it.
 *
 * @param source a file as the user named it, or an option such as {@code --set train.epochs}
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 */
public record Position(String source, int line, int column) {
    /** A source without lines, such as an option of the command line. */
    public static Position of(String source) {
        return new Position(source, 0, 0);
    }

    /** {@code source:line:column}, or the source alone. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
