package org.i3d4j.data.stored;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.error.DatasetException;
import org.i3d4j.video.VideoExtensions;

/**
 * Finds listed videos in folders in whatever form they are stored: the file itself, one with another video extension, a
 * {@code .npy} clip or a folder of frames of that name. Lists every folder once instead of asking for each video: a split
 * has hundreds of thousands, often on a network disk.
 */
public final class StoredVideos {
    /** What a cache, or a prepared copy, has behind the name of a video where another one's has the plain name. */
    private static final List<String> BEHIND = List.of(".npy", ".mp4");

    /** Videos first, then clips, then what may be a folder of frames. */
    private static final List<FileKind> PREFERENCE =
            List.of(FileKind.VIDEO, FileKind.CLIP, FileKind.UNKNOWN, FileKind.OTHER);

    private final List<Path> places;
    private final Map<Path, Listing> listings = new HashMap<>();
    private final UnknownFiles unknown = new UnknownFiles();

    /**
     * What a folder holds.
     *
     * @param names of all
     * @param byStem by name without extension, the best of those
     * @param maybe by name without an extension that tells nothing: a look into the file has to
     */
    private record Listing(Set<String> names, Map<String, String> byStem, Map<String, String> maybe) {}

    /** @param places folders that listed names are relative to; the first that has a video is taken */
    public StoredVideos(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Where a listed name should lie, for messages. */
    public Path expected(String name) {
        return places.get(0).resolve(name);
    }

    /** The names of everything in the places, in no order that matters. */
    public Set<String> names() {
        return places.stream().flatMap(place -> listing(place).names().stream()).collect(Collectors.toSet());
    }

    /**
     * The video of a listed name.
     *
     * @throws DatasetException if a folder can't be listed
     * @throws java.nio.file.InvalidPathException if the name can't be that of a file
     */
    public Optional<Path> find(String name) {
        return places.stream()
                .flatMap(place -> find(place.resolve(name), false).stream())
                .findFirst();
    }

    /** As {@link #find}, but only what has just this name. */
    public Optional<Path> findExactly(String name) {
        return places.stream()
                .flatMap(place -> find(place.resolve(name), true).stream())
                .findFirst();
    }

    private Optional<Path> find(Path listed, boolean exactly) {
        Path folder = listed.getParent();
        Path last = listed.getFileName();
        if (folder == null || last == null) {
            return Optional.empty();
        }
        String name = last.toString();
        Listing listing = listing(folder);
        if (listing.names().contains(name)) {
            return Optional.of(folder.resolve(name));
        }
        return exactly ? Optional.empty() : other(folder, listing, name);
    }

    /** Another form of the video: first what was made of it alone, where another video's may have the plain name. */
    private Optional<Path> other(Path folder, Listing listing, String name) {
        for (String extension : BEHIND) {
            if (listing.names().contains(name + extension)) {
                return Optional.of(folder.resolve(name + extension));
            }
        }
        String stem = FileKind.stem(name);
        return Optional.ofNullable(listing.byStem().get(stem))
                .map(folder::resolve)
                .or(() -> Optional.ofNullable(listing.maybe().get(stem))
                        .map(folder::resolve)
                        .filter(file -> FileKind.of(file) == FileKind.CLIP || unknown.isVideo(file)));
    }

    private Listing listing(Path folder) {
        return listings.computeIfAbsent(folder, StoredVideos::list);
    }

    private static Listing list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Listing(Set.of(), Map.of(), Map.of());
        }
        List<String> names = FolderEntries.names(folder);
        Map<FileKind, List<String>> byKind = names.stream().collect(Collectors.groupingBy(FileKind::ofName));
        Map<String, String> byStem = new HashMap<>();
        Map<String, String> maybe = new HashMap<>();
        for (FileKind kind : PREFERENCE) {
            for (String name : byKind.getOrDefault(kind, List.of())) {
                String stem = FileKind.stem(name);
                byStem.putIfAbsent(stem, name);
                addMaybe(maybe, stem, name);
            }
        }
        return new Listing(new HashSet<>(names), byStem, maybe);
    }

    /** Without a second extension, if that is one that tells nothing. */
    private static void addMaybe(Map<String, String> maybe, String stem, String name) {
        if (stem.indexOf('.') >= 0 && FileKind.ofName(stem) == FileKind.UNKNOWN) {
            String extension = VideoExtensions.ofName(stem);
            maybe.putIfAbsent(stem.substring(0, stem.length() - extension.length() - 1), name);
        }
    }
}
