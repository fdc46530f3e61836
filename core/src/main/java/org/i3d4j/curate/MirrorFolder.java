package org.i3d4j.curate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.FolderLock;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.Leftovers;
import org.i3d4j.report.CsvTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that mirrors that of a data set: what is made of its videos, in the same layout, beside copies of its lists.
 *
 * @param root of the data set
 * @param folder the mirror
 * @param own names of the files that say something of a mirror, beside {@code skipped.csv}: no lists
 */
public record MirrorFolder(Path root, Path folder, Set<String> own) {
    private static final Logger log = LoggerFactory.getLogger(MirrorFolder.class);

    private static final Set<String> LIST_EXTENSIONS = Set.of("csv", "tsv", "txt", "json", "list", "md");
    private static final String SKIPPED = "skipped.csv";
    private static final long MOST_LIST_BYTES = 256L << 20;

    public MirrorFolder {
        own = Set.copyOf(own);
    }

    /**
     * Makes the folder that of this mirror, and of no other process until the lock is closed.
     *
     * @param work as {@link FolderLock#take}
     * @param manifest compares what the folder says of itself
     * @throws OutputException if it holds something else, overlaps the data set, is written to or can't be
     */
    public FolderLock claim(String work, Consumer<Path> manifest) {
        Path from = real(root);
        Path to = real(folder);
        if (to.equals(from)) {
            throw new OutputException(folder + ": is the folder of the data set itself; use one beside it");
        }
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new OutputException(folder + ": overlaps the data set in " + root + "; use a folder beside it");
        }
        FolderLock lock = FolderLock.take(folder, work, "name another folder");
        try {
            manifest.accept(folder);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Without links, as far as there is something. */
    private static Path real(Path path) {
        Path there = absolute(path);
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(absolute(path)));
        } catch (IOException e) {
            return absolute(path);
        }
    }

    /**
     * Makes the folder ready: removes what an interrupted run left, copies the data set's lists.
     *
     * @param temporary names of what an interrupted write of a file leaves behind
     */
    public void prepare(Pattern temporary) {
        Leftovers.remove(folder, temporary);
        files(this::isList).forEach(this::copy);
    }

    private boolean isList(Path file) {
        String name = String.valueOf(file.getFileName());
        return LIST_EXTENSIONS.contains(
                        name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                && !(isOwn(name) && root.equals(file.getParent()));
    }

    private boolean isOwn(String name) {
        return own.contains(name) || name.equals(SKIPPED);
    }

    private void copy(Path list) {
        try {
            long bytes = Files.size(list);
            if (bytes > MOST_LIST_BYTES) {
                throw new DatasetException(list + ": has " + bytes + " bytes, too many for a list of videos");
            }
            Path copy = folder.resolve(root.relativize(list));
            byte[] content = Files.readAllBytes(list);
            if (!Files.exists(copy)) {
                AtomicFile.write(copy, content);
            } else if (!Files.isRegularFile(copy) || !Arrays.equals(content, Files.readAllBytes(copy))) {
                throw new OutputException(
                        copy + ": is no longer the copy of " + list + "; remove it to have that copied anew");
            }
        } catch (IOException e) {
            throw new DatasetException(list + ": can't be read: " + IoReason.of(e, list), e);
        }
    }

    /**
     * The place of a video: relative to the data set's folder.
     *
     * @throws DatasetException if it lies outside
     */
    public Path place(Path video) {
        Path from = absolute(root);
        Path file = absolute(video);
        if (!file.startsWith(from) || file.equals(from)) {
            throw new DatasetException(
                    video + ": lies outside " + root + "; only videos in the data set's folder have a place under it");
        }
        return from.relativize(file);
    }

    /**
     * Writes which videos were left out, and why, in place of an older list.
     *
     * @throws OutputException if it can't be written
     */
    public void writeSkipped(List<SkippedVideo> skipped) {
        CsvTable table = new CsvTable(List.of("file", "reason"));
        skipped.forEach(video -> table.add(video.file(), video.reason()));
        table.write(folder.resolve(SKIPPED));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Files of the data set that are neither its lists, nor these videos, nor in folders that are. */
    public List<Path> others(Set<Path> videos) {
        Set<Path> taken = new HashSet<>();
        videos.forEach(video -> taken.add(absolute(video)));
        return files(file -> !isList(file)
                && !isOwn(String.valueOf(file.getFileName()))
                && !taken.contains(absolute(file))
                && !taken.contains(absolute(file).getParent()));
    }

    /** Files of the data set that are {@code wanted}, in the order of their names. */
    private List<Path> files(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (file.equals(root)) {
                        throw e;
                    }
                    log.warn("warning: {}: lists in it are not copied: {}", file, IoReason.of(e, file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new DatasetException(root + ": the folder can't be read: " + IoReason.of(e, root), e);
        }
        found.sort(null);
        return found;
    }
}
