package org.i3d4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.IoReason;
import org.i3d4j.video.VideoExtensions;

/** What an argument that names inputs stands for. */
final class InputFiles {
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
                    .filter(file -> VideoExtensions.isVideo(file) || isArray(file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new VideoException(input + ": the folder has no video or .npy file");
            }
            return found;
        } catch (IOException e) {
            throw new VideoException(input + ": the folder can't be read: " + IoReason.of(e), e);
        }
    }

    static boolean isArray(Path file) {
        return VideoExtensions.of(file).equals("npy");
    }
}
