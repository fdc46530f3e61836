package org.i3d4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.i3d4j.data.lists.KineticsList;
import org.i3d4j.data.lists.NumberedNames;
import org.i3d4j.error.DatasetException;

/**
 * The classes of a Kinetics data set in an order.
 *
 * @param order for people: what the order is and where it came from
 */
record KineticsClasses(ClassNames names, String order) {
    private static final String MAP_FILE = "cls2index.json";

    /**
     * Reads the classes from the map of names or the training list.
     *
     * @throws DatasetException if neither is there, or it is broken
     */
    static KineticsClasses read(Path root, KineticsEdition edition, ClassOrder order) {
        Path map = root.resolve(MAP_FILE);
        if (order == ClassOrder.FIRST_APPEARANCE && Files.exists(map)) {
            String advice = "Correct the file, or remove it to number the classes by the training list";
            return new KineticsClasses(ClassNames.of(NumberedNames.read(map, advice)), "numbered as in " + MAP_FILE);
        }
        Path csv = edition.list(root, "train");
        Stream<String> labels = KineticsList.read(csv, true).rows().stream()
                .flatMap(row -> row.label().stream())
                .distinct();
        return switch (order) {
            case FIRST_APPEARANCE ->
                new KineticsClasses(
                        ClassNames.of(labels.toList()), "numbered by first appearance in " + csv.getFileName());
            case ALPHABETICAL ->
                new KineticsClasses(ClassNames.of(labels.sorted().toList()), "numbered alphabetically");
        };
    }
}
