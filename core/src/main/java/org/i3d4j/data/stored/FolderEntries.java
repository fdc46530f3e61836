package org.i3d4j.data.stored;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.video.reading.PictureSequence;

/** What lies in a folder, but for what no one means: hidden files, and what systems leave behind. */
public final class FolderEntries {
    /** In lower case: of Windows, macOS archives, Synology, ext4. */
    private static final Set<String> LEFT_BEHIND =
            Set.of("thumbs.db", "desktop.ini", "__macosx", "@eadir", "lost+found");

    /** Names that two folders of frames hardly have by chance. */
    private static final List<Set<String>> FLOW_FOLDERS = List.of(Set.of("u", "v"), Set.of("flow_x", "flow_y"));

    private FolderEntries() {}

    /** An entry beside its name, by which entries of large folders are sorted. */
    private record Named(String name, Path entry) {}

    /**
     * The entries of a folder in the order of their names; links are not followed. As the system gave them: the text of a name
     * that Java can't hold does not lead back to it.
     *
     * @throws DatasetException if it can't be read
     */
    public static List<Path> of(Path folder) {
        try {
            return read(folder);
        } catch (IOException e) {
            throw new DatasetException(folder + ": " + unreadable(folder, e), e);
        }
    }

    /**
     * As {@link #of}, for who goes on without it.
     *
     * @throws IOException if it can't be read
     */
    static List<Path> read(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> new Named(name(entry), entry))
                    .filter(named -> isMeant(named.name()))
                    .sorted(Comparator.comparing(Named::name))
                    .map(Named::entry)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Why {@link #read} failed. */
    static String unreadable(Path folder, IOException e) {
        return "the folder can't be read: " + IoReason.of(e, folder);
    }

    /**
     * The names of a folder's entries that lead back to them, sorted.
     *
     * @throws DatasetException as {@link #of}
     */
    static List<String> names(Path folder) {
        return of(folder).stream()
                .filter(NameEncoding::holds)
                .map(FolderEntries::name)
                .toList();
    }

    /** The folders in a folder, as {@link #of}; links to folders among them. */
    public static List<Path> folders(Path folder) {
        return of(folder).stream().filter(Files::isDirectory).toList();
    }

    /**
     * Whether a folder is the frames of one video: numbered pictures, and no video file or clip beside them or in folders
     * below, whose preview pictures these would be; or two folders of pictures, the halves of its optical flow. One that has a folder
     * that can't be read is not taken for frames: nobody knows what the pictures are of.
     */
    public static boolean areFrames(List<Path> entries) {
        return (entries.stream().anyMatch(PictureSequence::isPicture) || areFlow(entries))
                && entries.stream().noneMatch(FileKind::isNamedAsVideo)
                && entries.stream().noneMatch(FolderEntries::holdsVideos);
    }

    private static boolean areFlow(List<Path> entries) {
        // The classes of an alphabet are no flow.
        boolean ofLetters =
                entries.stream().filter(entry -> name(entry).length() == 1).count() > 2;
        return !ofLetters
                && FLOW_FOLDERS.stream()
                        .anyMatch(names -> entries.stream()
                                        .filter(entry -> names.contains(name(entry)))
                                        .filter(Files::isDirectory)
                                        .filter(FolderEntries::holdsPictures)
                                        .count()
                                == names.size());
    }

    private static boolean holdsPictures(Path half) {
        try {
            return read(half).stream().anyMatch(PictureSequence::isPicture);
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks only of what isn't named as a picture whether it is a folder: of frames there are thousands. */
    private static boolean holdsVideos(Path entry) {
        if (PictureSequence.isPicture(entry) || !Files.isDirectory(entry)) {
            return false;
        }
        try {
            List<Path> entries = read(entry);
            return entries.stream().anyMatch(FileKind::isNamedAsVideo)
                    || entries.stream().anyMatch(below -> !Files.isSymbolicLink(below) && holdsVideos(below));
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isMeant(String name) {
        return !name.startsWith(".") && !LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Why a link leads nowhere, or a folder can't be read; empty for what is there, wherever it lies.
     *
     * @param entry of a folder
     */
    public static Optional<String> unreachable(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory()
                    ? unreadable(entry)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(unreachable(entry, e));
        }
    }

    private static Optional<String> unreadable(Path folder) {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(folder)) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unreadable(folder, e));
        }
    }

    static String unreachable(Path entry, IOException e) {
        try {
            return "is a link to " + Files.readSymbolicLink(entry)
                    + (e instanceof NoSuchFileException ? ", which isn't there" : ": " + IoReason.of(e));
        } catch (IOException | UnsupportedOperationException noLink) {
            return e instanceof NoSuchFileException
                    ? NameEncoding.whyMissing(entry)
                    : "can't be read: " + IoReason.of(e);
        }
    }

    /** The last name of a path. */
    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
