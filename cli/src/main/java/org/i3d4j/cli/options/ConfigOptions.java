package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The configuration and the data set it is used on. */
public final class ConfigOptions {
    private static final Logger log = LoggerFactory.getLogger(ConfigOptions.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration, YAML; the reference system's files work as they are.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a key of the configuration, as train.epochs=3; may be given again.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--dataset",
            paramLabel = "DIR",
            description =
                    "Folder of the data set, for training and for evaluation (default: dataset_root in data/data.json,"
                            + " else the paths in the config).")
    private Optional<Path> dataset = Optional.empty();

    /** The configuration's file, as the user named it. */
    public Path file() {
        return file;
    }

    public LoadedConfig load() {
        return load(config -> List.of());
    }

    /**
     * With overrides of a command's own options after those of {@code --set}.
     *
     * @param moreOverrides given the configuration without them
     */
    public LoadedConfig load(Function<I3dConfig, List<String>> moreOverrides) {
        LoadedConfig loaded = ConfigFile.load(file, overrides);
        List<String> more = moreOverrides.apply(loaded.config());
        if (!more.isEmpty()) {
            loaded = ConfigFile.load(
                    file, Stream.concat(overrides.stream(), more.stream()).toList());
        }
        loaded.warnings().forEach(warning -> log.warn("warning: {}", warning));
        return loaded;
    }

    /** What {@code config} trains and evaluates on. */
    public ConfiguredDatasets datasets(I3dConfig config) {
        return ConfiguredDatasets.of(config, datasetRoots(config));
    }

    public DatasetRoots datasetRoots(I3dConfig config) {
        return DatasetRoots.resolve(dataset, DataOptions.DATA_JSON, config.dataLoader());
    }
}
