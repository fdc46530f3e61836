package org.i3d4j.evaluate.scores;

import java.nio.file.Path;
import java.util.Locale;
import org.i3d4j.error.ConfigException;
import org.i3d4j.files.OutputFolder;

/**
 * A file for all scores of an evaluation.
 *
 * @param file as the user named it
 * @param format told by its name
 */
public record ScoresFile(Path file, Format format) {

    /** How scores can be written. */
    public enum Format {
        /** An array, and beside it a JSON file that says what its rows and columns are. */
        NPY,
        /** One table. */
        PARQUET
    }

    /**
     * The file of that name.
     *
     * @throws ConfigException if it ends neither in .npy nor in .parquet
     */
    public static ScoresFile of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            return new ScoresFile(file, Format.NPY);
        }
        if (name.endsWith(".parquet")) {
            return new ScoresFile(file, Format.PARQUET);
        }
        throw new ConfigException(file + ": scores are written to a file whose name ends in .npy or .parquet");
    }

    /**
     * Looks before anything is computed; makes nothing.
     *
     * @throws org.i3d4j.error.OutputException if the place can't be written to
     */
    public void requireWritable() {
        OutputFolder.requireFor(file);
        if (format == Format.NPY) {
            OutputFolder.requireFor(NpyScores.list(file));
        }
    }

    /**
     * Writes the scores, in place of an older file.
     *
     * @throws org.i3d4j.error.OutputException if they can't be written
     */
    public void write(LabelledScores scores) {
        switch (format) {
            case NPY -> NpyScores.write(file, scores);
            case PARQUET -> ParquetScores.write(file, scores);
        }
    }
}
