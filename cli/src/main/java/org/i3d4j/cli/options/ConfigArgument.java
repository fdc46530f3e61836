package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.i3d4j.config.I3dConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The configuration that a command is about. */
public final class ConfigArgument {
    @Parameters(paramLabel = "CONFIG", description = "The configuration.")
    private Path file = Path.of("");

    @Mixin
    private SetOption set = new SetOption();

    /** As the user named it. */
    public Path file() {
        return file;
    }

    public I3dConfig load() {
        return load(config -> List.of());
    }

    /** As {@link SetOption#load(Path, Function)}. */
    public I3dConfig load(Function<I3dConfig, List<String>> more) {
        return set.load(file, more).config();
    }
}
