package org.i3d4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.i3d4j.config.ConfigFile;
import org.i3d4j.config.DatasetRoot;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.LoadedConfig;
import org.i3d4j.config.SplitConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The configuration and the data set it is used on. */
final class ConfigOptions {
    private static final Logger log = LoggerFactory.getLogger(ConfigOptions.class);
    private static final Path DATA_JSON = Path.of("data", "data.json");

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
            description = "Folder of the data set (default: dataset_root in data/data.json, else the config's path).")
    private Optional<Path> dataset = Optional.empty();

    /** The configuration's file, as the user named it. */
    Path file() {
        return file;
    }

    LoadedConfig load() {
        return load(config -> List.of());
    }

    /**
     * With overrides of a command's own options after those of {@code --set}.
     *
     * @param moreOverrides given the configuration without them
     */
    LoadedConfig load(Function<I3dConfig, List<String>> moreOverrides) {
        LoadedConfig loaded = ConfigFile.load(file, overrides);
        List<String> more = moreOverrides.apply(loaded.config());
        if (!more.isEmpty()) {
            loaded = ConfigFile.load(
                    file, Stream.concat(overrides.stream(), more.stream()).toList());
        }
        loaded.warnings().forEach(warning -> log.warn("warning: {}", warning));
        return loaded;
    }

    Path datasetRoot(SplitConfig split) {
        return DatasetRoot.resolve(dataset, DATA_JSON, split.dataset().path());
    }
}
