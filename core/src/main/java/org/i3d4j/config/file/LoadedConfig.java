package org.i3d4j.config.file;

import java.util.List;
import java.util.Map;
import org.i3d4j.config.I3dConfig;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

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

    /** All values as {@link #yaml} has them, in maps and lists; the caller's. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> values() {
        Object values = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return (Map<String, Object>) values;
    }
}
