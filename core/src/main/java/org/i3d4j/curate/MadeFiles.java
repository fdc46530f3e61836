package org.i3d4j.curate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;

/**
 * Where files that are made of videos go, in a folder whose tree is that of the videos.
 *
 * @param folder of the files
 * @param extension of the files
 * @param source the file of a video
 * @param place of a video within the folder: relative, with the video's extension
 */
public record MadeFiles<V>(Path folder, String extension, Function<V, Path> source, Function<V, Path> place) {

    /**
     * A file for each video: at its place, with the extension instead of its own, or behind a folder's name; behind its own extension
     * too where videos differ in nothing else.
     *
     * @param videos in any number of repeats
     * @throws OutputException if two would have one file, naming both
     */
    public Map<V, Path> of(Collection<V> videos) {
        Set<V> distinct = new LinkedHashSet<>(videos);
        Map<Path, List<V>> sharing = new HashMap<>();
        distinct.forEach(video -> sharing.computeIfAbsent(file(video, true), stem -> new ArrayList<>())
                .add(video));
        Map<V, Path> files = new LinkedHashMap<>();
        Map<Path, V> owners = new HashMap<>();
        for (V video : distinct) {
            Path brief = file(video, true);
            Path file = sharing.getOrDefault(brief, List.of()).size() == 1 ? brief : file(video, false);
            V other = owners.put(file, video);
            if (other != null) {
                throw new OutputException(file + ": would be made of both " + source.apply(other) + " and "
                        + source.apply(video) + "; use a folder for each");
            }
            files.put(video, file);
        }
        return files;
    }

    private Path file(V video, boolean forExtension) {
        Path at = place.apply(video);
        String name = String.valueOf(at.getFileName());
        return folder.resolve(at.resolveSibling((forExtension ? FileKind.stem(name) : name) + extension));
    }

    /**
     * How large a file is.
     *
     * @throws OutputException if that can't be read
     */
    public static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new OutputException(file + ": its size can't be read: " + IoReason.of(e, file), e);
        }
    }
}
