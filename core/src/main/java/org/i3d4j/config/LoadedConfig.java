package org.i3d4j.config;

import java.util.List;

/**
 * A configuration together with what there is to tell about it.
 *
 * @param warnings what is odd but has a meaning, a line each, with position
 * @param yaml the whole configuration, defaults and inherited values included, as YAML that loads to an equal one;
 *     checkpoints carry it
 * @param yamlWithOrigins the same with a comment behind every value: file and line, option, default, or the key it
 *     follows
 */
public record LoadedConfig(I3dConfig config, List<String> warnings, String yaml, String yamlWithOrigins) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
