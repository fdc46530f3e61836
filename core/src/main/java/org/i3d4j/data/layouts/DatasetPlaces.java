package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;

/** The usual places of lists and videos under the root of a data set. */
final class DatasetPlaces {
    private DatasetPlaces() {}

    /**
     * The root and those of {@code folders} that are there, in that order, the root last.
     *
     * @throws DatasetException if the root is no folder
     */
    static List<Path> of(Path root, String... folders) {
        if (!Files.isDirectory(root)) {
            throw new DatasetException(root + ": no such folder; expected the root of the data set");
        }
        return Stream.concat(Stream.of(folders).map(root::resolve).filter(Files::isDirectory), Stream.of(root))
                .toList();
    }

    /** The first of {@code names} that is there in the first of {@code places} that has one. */
    static Optional<Path> find(List<Path> places, List<String> names) {
        return places.stream()
                .flatMap(place -> names.stream().map(place::resolve))
                .filter(Files::exists)
                .findFirst();
    }

    /** As {@link #find}, but the first name in the first place where nothing is found: reading it says what is missing. */
    static Path expect(List<Path> places, List<String> names) {
        return find(places, names).orElseGet(() -> places.get(0).resolve(names.get(0)));
    }
}
