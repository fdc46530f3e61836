package org.i3d4j.curate.prepare;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.i3d4j.curate.MadeFiles;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.VideoExtensions;

/**
 * Where copies go. A video whose name is that of an MP4 keeps it; another one gets {@code .mp4} for its extension, or behind
 * its name where a second video would have that name.
 *
 * @param folder of the copies
 * @param place of a video within a folder of the same tree
 */
record PreparedNames(Path folder, UnaryOperator<Path> place) {
    private static final Set<String> OF_MP4 = Set.of("mp4", "m4v", "mov");
    private static final String EXTENSION = ".mp4";

    /**
     * A file for each video.
     *
     * @param videos in any number of repeats
     * @throws OutputException if two would have one file, naming both
     */
    Map<Path, Path> of(Collection<Path> videos) {
        Set<Path> others = new LinkedHashSet<>();
        Map<Path, Path> copies = new LinkedHashMap<>();
        for (Path video : videos) {
            if (OF_MP4.contains(VideoExtensions.of(video))) {
                copies.put(video, folder.resolve(place.apply(video)));
            } else {
                others.add(video);
            }
        }
        Set<Path> taken = Set.copyOf(copies.values());
        new MadeFiles<Path>(folder, EXTENSION, video -> video, place)
                .of(others)
                .forEach((video, copy) -> copies.put(video, taken.contains(copy) ? behindItsName(video) : copy));
        requireApart(copies);
        return copies;
    }

    private Path behindItsName(Path video) {
        Path at = place.apply(video);
        return folder.resolve(at.resolveSibling(at.getFileName() + EXTENSION));
    }

    private static void requireApart(Map<Path, Path> copies) {
        Map<Path, Path> owners = new HashMap<>();
        copies.forEach((video, copy) -> {
            Path other = owners.put(copy, video);
            if (other != null) {
                throw new OutputException(
                        copy + ": would be made of both " + other + " and " + video + "; use a folder for each");
            }
        });
    }
}
