package org.i3d4j.text;

import java.util.Locale;

/** A constant of an enum whose name in YAML is not the Java one. */
public interface YamlNamed {
    /** The Java name, which every enum has. */
    String name();

    /** The name as written in YAML, case and all: the Java one in lower case, unless the enum says another. */
    default String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
