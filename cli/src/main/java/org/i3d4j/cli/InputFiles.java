package org.i3d4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.i3d4j.error.VideoException;

/** What an argument that names inputs stands for. */
final class InputFiles {
    private static final Set<String> EXTENSIONS =
            Set.of("mp4", "m4v", "mov", "avi", "mkv", "webm", "gif", "mpg", "mpeg", "ts", "wmv", "flv", "ogv", "npy");

    private InputFiles() {}

    /**
     * The file itself, or every video and .npy file in a folder and the folders below it, in order of their names.
     *
     * @throws VideoException if a folder can't be read or has no such file
     */
    static List<Path> of(Path input) {
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> files = Files.walk(input)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> EXTENSIONS.contains(extension(file)))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new VideoException(input + ": the folder has no video or .npy file");
            }
            return found;
        } catch (IOException e) {
            throw new VideoException(input + ": the folder can't be read: " + e.getMessage(), e);
        }
    }

    static boolean isArray(Path file) {
        return extension(file).equals("npy");
    }

    private static String extension(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
