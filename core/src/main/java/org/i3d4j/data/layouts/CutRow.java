package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.PathLabelList;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.files.NameEncoding;

/**
 * A row of a plain list of which it is known where its path ends, whatever blanks it has in it: before what can be found; or
 * behind the extension of a video; or before numbers, or else the last field.
 *
 * @param stored where the video lies, if it is there
 * @param fields what stands behind the path
 */
record CutRow(String path, Optional<Path> stored, List<String> fields) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    /**
     * Cuts a row.
     *
     * @param mostNumbers of the numbers at the end of a row whose video can't be found, those that are no part of its path
     * @throws FaultyRow if no part of it can be the name of a file
     */
    static CutRow of(PathLabelList.Row row, StoredVideos videos, int mostNumbers) throws FaultyRow {
        List<String> paths =
                row.paths().stream().filter(path -> !path.isEmpty()).toList();
        if (paths.isEmpty()) {
            throw new FaultyRow("names no video; expected 'path label'");
        }
        try {
            return find(row, paths, videos::findExactly)
                    .or(() -> find(row, paths, videos::find))
                    .orElseGet(() -> guess(row, paths, mostNumbers));
        } catch (InvalidPathException e) {
            throw new FaultyRow("'" + e.getInput() + "' can't be the name of a file: " + NameEncoding.whyInvalid(e));
        }
    }

    private static Optional<CutRow> find(
            PathLabelList.Row row, List<String> paths, Function<String, Optional<Path>> lookup) {
        for (String path : paths) {
            Optional<Path> stored = lookup.apply(path);
            if (stored.isPresent()) {
                return Optional.of(new CutRow(path, stored, row.behind(path)));
            }
        }
        return Optional.empty();
    }

    private static CutRow guess(PathLabelList.Row row, List<String> paths, int mostNumbers) {
        String path = paths.stream()
                .filter(candidate -> FileKind.isNamedAsVideo(Path.of(candidate)))
                .findFirst()
                .orElseGet(() -> beforeNumbers(row, paths, mostNumbers));
        return new CutRow(path, Optional.empty(), row.behind(path));
    }

    private static String beforeNumbers(PathLabelList.Row row, List<String> paths, int mostNumbers) {
        int most = 0;
        List<String> all = row.behind(paths.get(paths.size() - 1));
        while (most < Math.min(mostNumbers, all.size()) && isNumber(all.get(all.size() - 1 - most))) {
            most++;
        }
        return paths.get(Math.min(Math.max(most, 1), paths.size() - 1));
    }

    /** Whether a field is a number of frames, seconds or a class. */
    static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    /** Whether the row is that of a folder of frames, or of a clip that was made of one. */
    boolean isOfFrames() {
        boolean namedAsVideo = FileKind.isNamedAsVideo(Path.of(path));
        return stored.map(file -> Files.isDirectory(file) || (!namedAsVideo && FileKind.of(file) == FileKind.CLIP))
                .orElse(!namedAsVideo);
    }
}
