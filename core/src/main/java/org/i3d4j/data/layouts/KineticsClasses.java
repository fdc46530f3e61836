package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.lists.KineticsList;
import org.i3d4j.data.lists.NumberedNames;

/** Numbers the classes of a Kinetics data set. */
final class KineticsClasses {
    private static final String MAP_FILE = "cls2index.json";

    private KineticsClasses() {}

    /**
     * Reads the classes from the map of names or the training list.
     *
     * @throws org.i3d4j.error.DatasetException if neither is there, or it is broken
     */
    static ClassNumbering read(Path root, KineticsEdition edition, ClassOrder order) {
        Path map = root.resolve(MAP_FILE);
        if (order == ClassOrder.FIRST_APPEARANCE && Files.exists(map)) {
            String advice = "Correct the file, or remove it to number the classes by the training list";
            return new ClassNumbering(ClassNames.of(NumberedNames.read(map, advice)), "numbered as in " + MAP_FILE);
        }
        KineticsList list = KineticsList.read(edition.list(root, "train"), true);
        Stream<String> labels =
                list.rows().stream().flatMap(row -> row.label().stream()).distinct();
        List<String> names = order == ClassOrder.ALPHABETICAL ? labels.sorted().toList() : labels.toList();
        return new ClassNumbering(ClassNames.of(names), order.of(list.file()), list.faults());
    }
}
