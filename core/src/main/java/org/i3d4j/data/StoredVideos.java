package org.i3d4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.video.VideoExtensions;

/**
 * Finds listed videos in folders in whatever form they are stored: the file itself, one with another video extension, a
 * {@code .npy} clip or a folder of frames of that name. Lists every folder once instead of asking for each video: a split
 * has hundreds of thousands, often on a network disk.
 */
final class StoredVideos {
    private static final String CLIP_EXTENSION = "npy";

    private final List<Path> places;
    private final Map<Path, Listing> listings = new HashMap<>();

    /** What a folder holds: all names, and by name without extension the best of those. */
    private record Listing(Set<String> names, Map<String, String> byStem) {}

    /** @param places folders that listed names are relative to; the first that has a video is taken */
    StoredVideos(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Whether a file is named like a stored clip. */
    static boolean isClip(Path file) {
        return VideoExtensions.of(file).equals(CLIP_EXTENSION);
    }

    /** A file name without the extension of a video or a clip. */
    static String stem(String name) {
        Path file = Path.of(name);
        return VideoExtensions.isVideo(file) || isClip(file) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** Where a listed name should lie, for messages. */
    Path expected(String name) {
        return places.get(0).resolve(name);
    }

    /**
     * The video of a listed name.
     *
     * @throws DatasetException if a folder can't be listed
     * @throws java.nio.file.InvalidPathException if the name can't be that of a file
     */
    Optional<Path> find(String name) {
        for (Path place : places) {
            Path listed = place.resolve(name);
            Path folder = listed.getParent();
            if (folder != null) {
                Listing listing = listings.computeIfAbsent(folder, StoredVideos::list);
                Optional<String> match = match(listing, String.valueOf(listed.getFileName()));
                if (match.isPresent()) {
                    return match.map(folder::resolve);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> match(Listing listing, String name) {
        return listing.names().contains(name)
                ? Optional.of(name)
                : Optional.ofNullable(listing.byStem().get(stem(name)));
    }

    private static Listing list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Listing(Set.of(), Map.of());
        }
        try (Stream<Path> entries = Files.list(folder)) {
            Set<String> names = entries.filter(NameEncoding::holds)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
            Map<String, String> byStem = new HashMap<>();
            names.stream()
                    .sorted(Comparator.comparing(StoredVideos::preference))
                    .forEach(name -> byStem.putIfAbsent(stem(name), name));
            return new Listing(names, byStem);
        } catch (IOException e) {
            throw new DatasetException(folder + ": the folder of videos can't be read: " + IoReason.of(e), e);
        }
    }

    /** Videos first, then clips, then what may be a folder of frames. */
    private static int preference(String name) {
        Path file = Path.of(name);
        if (VideoExtensions.isVideo(file)) {
            return 0;
        }
        return isClip(file) ? 1 : 2;
    }
}
