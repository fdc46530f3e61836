package org.i3d4j.yaml;

/**
 * Where a key or value was written, as messages show it.
 *
 * @param source a file as the user named it, or an option such as {@code --set train.epochs}
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 * @param isDefault whether the value is not written there, but would be if it were not left to its default
 */
public record Position(String source, int line, int column, boolean isDefault) {
    /** Something written. */
    public Position(String source, int line, int column) {
        this(source, line, column, false);
    }

    /** A source without lines, such as an option of the command line. */
    public static Position of(String source) {
        return new Position(source, 0, 0);
    }

    /** The place that the default of something left out is reported at. */
    public Position ofDefault() {
        return new Position(source, line, column, true);
    }

    /** {@code source:line:column}, or the source alone. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
