package org.i3d4j.config;

import java.nio.file.Path;
import org.i3d4j.text.YamlNamed;

/** How classes that a list names are numbered; a checkpoint's outputs follow the order it was trained with. */
public enum ClassOrder implements YamlNamed {
    /** By first appearance in the training list; in Kinetics as {@code cls2index.json} in the root says, if it is there. */
    FIRST_APPEARANCE,
    /** By name, compared by code point: the order of DeepMind's checkpoints. */
    ALPHABETICAL;

    /** For people: how the classes of {@code list} are numbered. */
    public String of(Path list) {
        return this == ALPHABETICAL
                ? "numbered alphabetically"
                : "numbered by first appearance in " + list.getFileName();
    }
}
