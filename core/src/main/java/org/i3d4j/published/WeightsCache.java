package org.i3d4j.published;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.TakenTurn;
import org.i3d4j.files.UserCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Published files on this machine, a folder a set. A file has its name only once it is known to be the published one; what is on
 * its way is called {@code .part}.
 */
public final class WeightsCache {
    private static final Logger log = LoggerFactory.getLogger(WeightsCache.class);
    private static final int HEAD_BYTES = 64;

    private final Path folder;

    /** In {@code folder}, which is made when something comes into it. */
    public WeightsCache(Path folder) {
        this.folder = folder;
    }

    /**
     * The user's: {@code weights} in the folder that {@code I3D_CACHE} names, else in {@code ~/.cache/i3d4j}.
     *
     * @param environment variables of the process
     */
    public static WeightsCache ofUser(Map<String, String> environment) {
        return new WeightsCache(UserCache.folder(environment).resolve("weights"));
    }

    /** Where it is, whether or not it is there. */
    public Path folder() {
        return folder;
    }

    /** The file of {@code set} that is to be opened, if all of them are here. */
    public Optional<Path> find(PublishedSet set) {
        Path home = folder.resolve(set.name());
        return set.files().stream().allMatch(file -> Files.isRegularFile(home.resolve(file.name())))
                ? Optional.of(home.resolve(set.files().get(0).name()))
                : Optional.empty();
    }

    /**
     * The file of {@code set} that is to be opened, without fetching anything.
     *
     * @throws WeightsException if a file is not here
     */
    public Path require(PublishedSet set) {
        return find(set)
                .orElseThrow(() -> new WeightsException(
                        set.name() + ": is not all in " + folder.resolve(set.name()) + "; " + Advice.FETCH_FIRST));
    }

    /**
     * Holds what is here against the published files: it had its name only as one of them, but may have been changed since, or put
     * here by hand.
     *
     * @throws WeightsException naming a file that is another
     */
    public void check(PublishedSet set) {
        for (PublishedFile file : set.files()) {
            Path here = folder.resolve(set.name()).resolve(file.name());
            try {
                if (Files.isRegularFile(here) && !isIt(here, file)) {
                    throw new WeightsException(here + ": is not the published file; delete it, and it is fetched anew");
                }
            } catch (IOException e) {
                throw new WeightsException(here + ": can't be read: " + IoReason.of(e, here), e);
            }
        }
    }

    /**
     * The file of {@code set} that is to be opened; what is not here is fetched. Where another process fetches the same, this one
     * waits.
     *
     * @throws WeightsException if a file is not to be had, or what comes is not the published file, which is not kept
     * @throws OutputException if the folder can't be written to
     */
    public Path fetch(PublishedSet set, WeightsSource source, DownloadProgress progress) {
        Optional<Path> found = find(set);
        if (found.isPresent()) {
            return found.get();
        }
        try {
            Files.createDirectories(folder);
            try (TakenTurn turn = TakenTurn.at(
                    folder.resolve("." + set.name() + ".lock"),
                    () -> log.info("waiting for another process, which fetches {}", set.name()))) {
                fetchAll(set, source, progress);
            }
        } catch (IOException e) {
            throw new OutputException(folder + ": can't be written to: " + IoReason.of(e, folder), e);
        }
        return require(set);
    }

    private void fetchAll(PublishedSet set, WeightsSource source, DownloadProgress progress) throws IOException {
        Path home = Files.createDirectories(folder.resolve(set.name()));
        try {
            for (PublishedFile file : set.files()) {
                if (!Files.isRegularFile(home.resolve(file.name()))) {
                    Path part = home.resolve(file.name() + ".part");
                    fetch(set, file, part, source, progress);
                    Files.move(part, home.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } finally {
            deleteIfEmpty(home);
        }
    }

    private static void deleteIfEmpty(Path home) throws IOException {
        try {
            Files.deleteIfExists(home);
        } catch (DirectoryNotEmptyException e) {
            // Something came.
        }
    }

    private static void fetch(
            PublishedSet set, PublishedFile file, Path part, WeightsSource source, DownloadProgress progress)
            throws IOException {
        boolean begun = Files.exists(part);
        if (begun && isIt(part, file)) {
            return;
        }
        String from = source.fetch(set, file, part, false, progress);
        String found = GitBlob.of(part);
        // What an earlier try left may have been another file's beginning.
        if (begun && !found.equals(file.blob())) {
            from = source.fetch(set, file, part, true, progress);
            found = GitBlob.of(part);
        }
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        if (!found.equals(file.blob())) {
            String what = describe(part);
            Files.delete(part);
            throw new WeightsException(from + ": " + what + ", git's SHA-1 " + found + "; expected " + file.path()
                    + " of " + file.origin().repository() + ", " + file.blob() + ". It was not kept");
        }
    }

    private static boolean isIt(Path part, PublishedFile file) throws IOException {
        return GitBlob.of(part).equals(file.blob());
    }

    private static String describe(Path file) throws IOException {
        String bytes = Files.size(file) + " bytes";
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        String text =
                new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return "gave a Git LFS pointer, which names a file and is not it (" + bytes + ")";
        }
        return text.startsWith("<!doctype") || text.startsWith("<html")
                ? "gave a web page (" + bytes + ")"
                : "gave " + bytes;
    }
}
