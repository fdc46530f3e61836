package org.i3d4j.config;

import java.util.List;

/**
 * A configuration together with what there is to tell about it.
 *
 * @param warnings what is odd but has a meaning, a line each, with position
 * @param yaml the whole configuration, defaults and inherited values included, as YAML that loads to an equal one;
 *     checkpoints carry it
 */
public record LoadedConfig(I3dConfig config, List<String> warnings, String yaml) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
