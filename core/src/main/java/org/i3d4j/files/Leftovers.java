package org.i3d4j.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.OutputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs left behind that were killed. */
public final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private static final String PART = ".part";

    private Leftovers() {}

    /** The name, in the same folder, under which this process writes {@code file} until it is whole. */
    public static Path part(Path file) {
        return file.resolveSibling(partsBegin(file) + ProcessHandle.current().pid() + PART);
    }

    private static String partsBegin(Path file) {
        return "." + file.getFileName() + ".";
    }

    /**
     * Removes each {@link #part} of {@code file} whose process is gone, as far as that is allowed: another user's stays. On a drive that
     * machines share, this machine's processes are asked: another machine that writes the same file then fails.
     */
    public static void removeParts(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        Pattern parts = Pattern.compile(Pattern.quote(partsBegin(file)) + "(\\d{1,18})" + Pattern.quote(PART));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher part = parts.matcher(String.valueOf(entry.getFileName()));
                if (part.matches() && isGone(Long.parseLong(part.group(1)))) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("{}: parts that a killed run left can't be removed", file, e);
        }
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    /**
     * Removes files of such names from a folder that is this process's, in the folders below too.
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
