package org.i3d4j.files;

import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.OutputException;

/** Looks at where results shall go before they are computed. */
public final class OutputFolder {
    private OutputFolder() {}

    /**
     * As {@link #require} for the folder of {@code file}.
     *
     * @throws OutputException also if {@code file} is a folder itself
     */
    public static void requireFor(Path file) {
        if (Files.isDirectory(file)) {
            throw new OutputException(file + ": is a folder; expected the name of a file to write");
        }
        Path folder = file.getParent();
        if (folder != null) {
            require(folder);
        }
    }

    /**
     * Makes nothing; the folder may be missing.
     *
     * @throws OutputException if {@code folder}, or the nearest folder above it that is there, is a file or can't be
     *     written to
     */
    public static void require(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        boolean itself = there.equals(folder.toAbsolutePath().normalize());
        if (!Files.isDirectory(there)) {
            throw new OutputException(folder + ": can't be written to: " + (itself ? "it" : there)
                    + " is a file where a folder is needed");
        }
        if (!Files.isWritable(there)) {
            throw new OutputException(
                    folder + ": can't be written to: no permission" + (itself ? "" : " for " + there));
        }
    }
}
