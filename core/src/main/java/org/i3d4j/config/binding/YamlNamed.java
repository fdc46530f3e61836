package org.i3d4j.config.binding;

/** A constant of an enum whose name in YAML is not the Java one. */
public interface YamlNamed {
    /** The name as written in YAML, case and all. */
    String yamlName();
}
