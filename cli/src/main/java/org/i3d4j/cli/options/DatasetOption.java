package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import picocli.CommandLine.Option;

/** Where the data set of a configuration lies. */
public final class DatasetOption {
    private static final Path DATA_JSON = Path.of("data", "data.json");

    @Option(
            names = "--dataset",
            paramLabel = "DIR",
            description =
                    "Folder of the configuration's data set (default: dataset_root in data/data.json, else the paths"
                            + " in the config).")
    private Optional<Path> folder = Optional.empty();

    public boolean isGiven() {
        return folder.isPresent();
    }

    /** Where the videos of {@code config} are. */
    public DatasetRoots roots(I3dConfig config) {
        return DatasetRoots.resolve(folder, DATA_JSON, config.dataLoader());
    }

    /** What {@code config} trains and evaluates on. */
    public ConfiguredDatasets datasets(I3dConfig config) {
        return ConfiguredDatasets.of(config, roots(config));
    }
}
