package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The configuration and the data set it is used on. */
public final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration, YAML; the reference system's files work as they are.")
    private Path file = Path.of("");

    @Mixin
    private SetOption set = new SetOption();

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    /** The configuration's file, as the user named it. */
    public Path file() {
        return file;
    }

    public LoadedConfig load() {
        return set.load(file);
    }

    /** As {@link SetOption#load(Path, Function)}. */
    public LoadedConfig load(Function<I3dConfig, List<String>> more) {
        return set.load(file, more);
    }

    /** As {@link SetOption#loadAgain(Path, List)}. */
    public LoadedConfig loadAgain(List<String> more) {
        return set.loadAgain(file, more);
    }

    /** As {@link SetOption#loadAgain(Path, List, List)}. */
    public LoadedConfig loadAgain(List<String> before, List<String> more) {
        return set.loadAgain(file, before, more);
    }

    /** As {@link DatasetOption#datasets}. */
    public ConfiguredDatasets datasets(I3dConfig config) {
        return dataset.datasets(config);
    }

    /** As {@link DatasetOption#roots}. */
    public DatasetRoots datasetRoots(I3dConfig config) {
        return dataset.roots(config);
    }
}
