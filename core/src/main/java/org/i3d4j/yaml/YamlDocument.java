package org.i3d4j.yaml;

import java.util.List;

/**
 * A parsed document.
 *
 * @param warnings what is odd but has a meaning, such as a key given twice; a line each, with position
 */
public record YamlDocument(YamlValue root, List<String> warnings) {
    public YamlDocument {
        warnings = List.copyOf(warnings);
    }
}
