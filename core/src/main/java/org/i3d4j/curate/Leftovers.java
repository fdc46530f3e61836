package org.i3d4j.curate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;

/** What an interrupted run left in a folder that is this process's. */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Removes files of such names, in the folders below too.
     *
     * @throws OutputException if one can't be removed
     */
    public static void remove(Path folder, Pattern names) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (names.matcher(String.valueOf(file.getFileName())).matches()) {
                        Files.deleteIfExists(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new OutputException(
                    folder + ": what an interrupted run left can't be removed: " + IoReason.of(e, folder), e);
        }
    }
}
