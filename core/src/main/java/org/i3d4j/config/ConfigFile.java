package org.i3d4j.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.config.binding.Defaults;
import org.i3d4j.config.binding.RecordBinder;
import org.i3d4j.config.binding.RecordWriter;
import org.i3d4j.config.yaml.Problems;
import org.i3d4j.config.yaml.YamlValue.Mapping;
import org.i3d4j.error.ConfigException;

/**
 * Reads a configuration: the file over its base files, over the defaults, under the options of the command line.
 * Everything wrong with it comes in one message, a line each:
 * {@code i3d_rgb.yaml:31:3: unknown key 'optimizer.momentun'; did you mean 'momentum'?}
 */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * Loads a YAML file.
     *
     * @param overrides {@code key.path=value}, the value in YAML; a number in the path picks a list's element. Later
     *     ones win.
     * @throws ConfigException if the file can't be read or anything in it, in its base files or in the overrides is
     *     wrong
     */
    public static LoadedConfig load(Path file, List<String> overrides) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".py")) {
            throw new ConfigException(file + ": is a Python config, as mmaction2 has them; i3d4j reads YAML and runs no"
                    + " Python. Copy configs/i3d_rgb.yaml and set its keys");
        }
        ConfigLayers layers = new ConfigLayers();
        return resolve(layers.read(file), layers.warnings(), overrides);
    }

    /**
     * Reads configuration text that is not a file of its own, such as that of a checkpoint; {@code base_config} is an
     * error in it.
     *
     * @param sourceName stands for the file in messages
     * @throws ConfigException as {@link #load} does
     */
    public static LoadedConfig parse(String yaml, String sourceName, List<String> overrides) {
        ConfigLayers layers = new ConfigLayers();
        return resolve(layers.parse(yaml, sourceName), layers.warnings(), overrides);
    }

    private static LoadedConfig resolve(Mapping written, List<String> warnings, List<String> overrides) {
        Problems problems = new Problems();
        Mapping filled = Defaults.fill(I3dConfig.class, written);
        Mapping changed = ConfigOverride.applyAll(filled, overrides, problems);
        Mapping complete = Defaults.fill(I3dConfig.class, changed);
        I3dConfig config = new RecordBinder<>(I3dConfig.class, complete, problems).bind();
        problems.throwIfAny();
        if (config == null) {
            throw new IllegalStateException("a configuration without problems could not be bound");
        }
        return new LoadedConfig(config, warnings, RecordWriter.write(config));
    }
}
