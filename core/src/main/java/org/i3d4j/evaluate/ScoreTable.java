package org.i3d4j.evaluate;

import java.util.Arrays;
import java.util.List;
import org.i3d4j.text.Counted;

/** A score of every video for every class. Tables of the same values are equal. */
public final class ScoreTable {
    private final int classes;
    private final float[][] rows;

    /**
     * Takes over the rows.
     *
     * @param rows one per video, of {@code classes} values each
     */
    public ScoreTable(int classes, List<float[]> rows) {
        this.classes = classes;
        this.rows = rows.toArray(float[][]::new);
        for (float[] row : this.rows) {
            if (row.length != classes) {
                throw new IllegalArgumentException(row.length + " scores of a video for " + classes + " classes");
            }
        }
    }

    /** Number of rows. */
    public int videos() {
        return rows.length;
    }

    /** Number of columns. */
    public int classes() {
        return classes;
    }

    /** The scores of a video, one per class; a copy. */
    public float[] row(int video) {
        return rows[video].clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreTable table && classes == table.classes && Arrays.deepEquals(rows, table.rows);
    }

    @Override
    public int hashCode() {
        return 31 * classes + Arrays.deepHashCode(rows);
    }

    @Override
    public String toString() {
        return "scores of " + Counted.of(videos(), "video") + " for " + Counted.of(classes, "class");
    }
}
