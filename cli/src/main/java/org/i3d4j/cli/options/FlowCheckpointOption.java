package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The second network of a two-stream I3D. */
public final class FlowCheckpointOption {
    @Option(
            names = "--flow-checkpoint",
            paramLabel = "CKPT",
            description = "Beside a model of RGB, that of optical flow.")
    private Optional<Path> file = Optional.empty();

    /** As the user named it. */
    public Optional<Path> file() {
        return file;
    }
}
