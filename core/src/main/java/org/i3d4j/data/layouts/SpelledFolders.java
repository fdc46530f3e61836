package org.i3d4j.data.layouts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.data.ClassNames;

/** The folders of classes, whose names downloaders write in several spellings. */
final class SpelledFolders {
    private final Map<String, List<String>> bySpelling = new HashMap<>();

    /**
     * Looks for them.
     *
     * @param classNames those that are asked for
     * @param names of whatever lies where the folders lie: often a video each, and hundreds of thousands
     */
    SpelledFolders(Collection<String> classNames, Collection<String> names) {
        classNames.forEach(name -> bySpelling.put(ClassNames.spelling(name), new ArrayList<>()));
        for (String name : names) {
            List<String> folders = bySpelling.get(ClassNames.spelling(name));
            if (folders != null) {
                folders.add(name);
            }
        }
    }

    /** What may be the folder of a class, in the order to look there: the name itself first. */
    List<String> of(String className) {
        List<String> folders = new ArrayList<>(bySpelling.getOrDefault(ClassNames.spelling(className), List.of()));
        folders.sort(Comparator.comparing((String name) -> !name.equals(className))
                .thenComparing(Comparator.naturalOrder()));
        return folders;
    }
}
