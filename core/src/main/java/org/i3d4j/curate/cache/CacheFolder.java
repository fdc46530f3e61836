package org.i3d4j.curate.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.i3d4j.curate.MadeFiles;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.FolderLock;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.Leftovers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a cache, which mirrors that of its data set.
 *
 * @param root of the data set
 * @param folder of the cache
 */
record CacheFolder(Path root, Path folder) {
    private static final Logger log = LoggerFactory.getLogger(CacheFolder.class);

    private static final Set<String> LIST_EXTENSIONS = Set.of("csv", "tsv", "txt", "json", "list", "md");
    private static final long MOST_LIST_BYTES = 256L << 20;
    /** What an interrupted write of a file leaves behind. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.npy\\.[0-9a-f-]{36}\\.tmp");

    /**
     * Makes the folder that of this cache, and of no other process until the lock is closed.
     *
     * @throws OutputException if it holds something else, overlaps the data set, is written to or can't be
     */
    FolderLock claim(CacheManifest manifest) {
        Path from = absolute(root);
        Path to = absolute(folder);
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new OutputException(folder + ": overlaps the data set in " + root + "; use a folder beside it");
        }
        FolderLock lock = FolderLock.take(folder, "dataset cache", "name another folder");
        try {
            manifest.claim(folder);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes the folder ready: removes what an interrupted run left, copies the data set's lists. */
    void prepare() {
        Leftovers.remove(folder, TEMPORARY);
        lists().forEach(this::copy);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private List<Path> lists() {
        return walk(name -> LIST_EXTENSIONS.contains(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
    }

    private void copy(Path list) {
        try {
            long bytes = Files.size(list);
            if (bytes > MOST_LIST_BYTES) {
                throw new DatasetException(list + ": has " + bytes + " bytes, too many for a list of videos");
            }
            AtomicFile.write(folder.resolve(root.relativize(list)), Files.readAllBytes(list));
        } catch (IOException e) {
            throw new DatasetException(list + ": can't be read: " + IoReason.of(e, list), e);
        }
    }

    /**
     * Where the arrays of videos go: see {@link MadeFiles}.
     *
     * @throws DatasetException if a video lies outside the data set's folder
     */
    Map<Path, Path> targets(Collection<Path> videos) {
        return new MadeFiles<Path>(folder, ".npy", video -> video, this::place).of(videos);
    }

    private Path place(Path video) {
        Path from = absolute(root);
        Path file = absolute(video);
        if (!file.startsWith(from) || file.equals(from)) {
            throw new DatasetException(
                    video + ": lies outside " + root + "; only videos in the data set's folder can be cached under it");
        }
        return from.relativize(file);
    }

    /** Files of the data set whose names are {@code wanted}, in the order of their names. */
    private List<Path> walk(Predicate<String> wanted) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && wanted.test(String.valueOf(file.getFileName()))) {
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
