package org.i3d4j.data.layouts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.i3d4j.data.ClassNames;

/** The folders of classes, whose names downloaders write in several spellings. */
final class SpelledFolders {
    private final Map<String, TreeSet<String>> bySpelling = new HashMap<>();

    /** @param names of whatever lies where the folders lie */
    SpelledFolders(Collection<String> names) {
        names.forEach(name -> bySpelling
                .computeIfAbsent(ClassNames.spelling(name), spelling -> new TreeSet<>())
                .add(name));
    }

    /** What may be the folder of a class, in the order to look there: the name itself first. */
    List<String> of(String className) {
        TreeSet<String> names = bySpelling.getOrDefault(ClassNames.spelling(className), new TreeSet<>());
        List<String> folders = new ArrayList<>(names);
        folders.sort(Comparator.comparing((String name) -> !name.equals(className)));
        return folders;
    }
}
