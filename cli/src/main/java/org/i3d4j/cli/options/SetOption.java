package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Changes of a configuration, whatever names it. */
public final class SetOption {
    private static final Logger log = LoggerFactory.getLogger(SetOption.class);

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Change a key of the configuration, as learning_rate.lr=0.1 or data_loader.eval.dataset.seq=32; may be"
                            + " given again.")
    private List<String> changes = new ArrayList<>();

    /** As they were given, in order. */
    public List<String> changes() {
        return List.copyOf(changes);
    }

    /** Reads a configuration with the changes, and tells its warnings. */
    public LoadedConfig load(Path file) {
        return load(file, config -> List.of());
    }

    /** As {@link #loadAgain(Path, List, List)}, with nothing in front. */
    public LoadedConfig loadAgain(Path file, List<String> more) {
        return loadAgain(file, List.of(), more);
    }

    /** Reads a configuration that was read before, with changes in front of and behind those that were given; its warnings are known. */
    public LoadedConfig loadAgain(Path file, List<String> before, List<String> more) {
        return ConfigFile.load(
                file, Stream.of(before, changes, more).flatMap(List::stream).toList());
    }

    /**
     * Reads a configuration with changes of a command's own behind those that were given, and tells its warnings.
     *
     * @param more given the configuration without them
     */
    public LoadedConfig load(Path file, Function<I3dConfig, List<String>> more) {
        LoadedConfig loaded = ConfigFile.load(file, changes);
        List<String> own = more.apply(loaded.config());
        if (!own.isEmpty()) {
            loaded = loadAgain(file, own);
        }
        loaded.warnings().forEach(warning -> log.warn("warning: {}", warning));
        return loaded;
    }
}
