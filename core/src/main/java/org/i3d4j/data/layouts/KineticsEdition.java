package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Kinetics data sets, which differ in classes and in the names of their lists. */
public enum KineticsEdition {
    KINETICS_400("400"),
    KINETICS_600("600"),
    KINETICS_700("700");

    private final String classes;

    KineticsEdition(String classes) {
        this.classes = classes;
    }

    /**
     * The list of a split, in the root or in {@code annotations}: {@code kinetics-400_SPLIT.csv}, else {@code SPLIT.csv}
     * as it is downloaded, where {@code val} is called {@code validate} too.
     *
     * @return the first name in the root if there is no list
     */
    Path list(Path root, String split) {
        List<String> names = Stream.concat(
                        Stream.of("kinetics-" + classes + "_" + split + ".csv"),
                        spellings(split).map(name -> name + ".csv"))
                .toList();
        return DatasetPlaces.expect(List.of(root, root.resolve("annotations")), names);
    }

    /** The folder of a split's videos. */
    Path folder(Path root, String split) {
        return spellings(split)
                .map(root::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> root.resolve(split));
    }

    private static Stream<String> spellings(String split) {
        return split.equals("val") ? Stream.of("val", "validate", "validation") : Stream.of(split);
    }
}
