package org.i3d4j.config.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.yaml.Problems;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.binding.Defaults;
import org.i3d4j.yaml.binding.Origins;
import org.i3d4j.yaml.binding.RecordBinder;
import org.i3d4j.yaml.binding.RecordWriter;

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
        ConfigLayers layers = new ConfigLayers();
        return resolve(layers.read(file), layers.warnings(), overrides, false);
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
        return resolve(layers.parse(yaml, sourceName), layers.warnings(), overrides, false);
    }

    /**
     * Reads the text that a checkpoint carries. A key that is not known, as another version may have written it, is a
     * warning: what this version needs is there all the same.
     *
     * @param sourceName stands for the file in messages
     * @throws ConfigException for anything else that is wrong
     */
    public static LoadedConfig parseSaved(String yaml, String sourceName) {
        ConfigLayers layers = new ConfigLayers();
        return resolve(layers.parse(yaml, sourceName), layers.warnings(), List.of(), true);
    }

    /**
     * The text that a model takes along to other machines, as {@link #parseSaved} reads it: all of {@code config} but the
     * files and folders that it names.
     */
    public static String portable(I3dConfig config) {
        return RecordWriter.writeWithoutPlaces(config);
    }

    /**
     * Changes a configuration that is no file.
     *
     * @param sourceName stands for the file in messages
     * @param overrides as {@link #load} takes them
     * @throws ConfigException if an override is wrong, or what they make of it
     */
    public static I3dConfig change(I3dConfig config, String sourceName, List<String> overrides) {
        return overrides.isEmpty()
                ? config
                : parse(RecordWriter.write(config), sourceName, overrides).config();
    }

    private static LoadedConfig resolve(
            Mapping written, List<String> oddities, List<String> overrides, boolean unknownKeysPass) {
        Problems problems = new Problems();
        Problems unknownKeys = unknownKeysPass ? new Problems() : problems;
        Mapping filled = Defaults.fill(I3dConfig.class, written);
        Mapping changed = ConfigOverride.applyAll(filled, overrides, problems);
        Mapping complete = Defaults.fill(I3dConfig.class, changed);
        I3dConfig config = new RecordBinder<>(I3dConfig.class, complete, problems, unknownKeys).bind();
        if (unknownKeysPass && !problems.isEmpty()) {
            // A required key may be missing because another version had another name for it.
            problems.addAll(unknownKeys);
        }
        problems.throwIfAny();
        if (config == null) {
            throw new IllegalStateException("a configuration without problems could not be bound");
        }
        List<String> warnings = new ArrayList<>(oddities);
        unknownKeys.lines().forEach(line -> warnings.add("ignored: " + line));
        return new LoadedConfig(
                config, warnings, RecordWriter.write(config), RecordWriter.write(config, new Origins(complete)));
    }
}
