package org.i3d4j.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.curate.flow.FlowFolder;
import org.i3d4j.curate.flow.FlowFormat;
import org.i3d4j.error.ConfigException;
import picocli.CommandLine.Option;

/** Where flow lies that was computed before. */
public final class FlowFolderOption {
    @Option(
            names = "--flow-folder",
            paramLabel = "DIR",
            description =
                    "Flow of the videos that 'i3d flow' computed before, as videos; what is not there is computed. Flow of another making,"
                            + " or of another file, is refused.")
    private Optional<Path> folder = Optional.empty();

    /** The folder, if one was named. */
    public Optional<Path> folder() {
        return folder;
    }

    /**
     * Looks before anything is read.
     *
     * @throws ConfigException if it is no folder, or one of flow that can't be told from that of another video
     */
    public void check() {
        folder.filter(named -> !Files.isDirectory(named)).ifPresent(named -> {
            throw new ConfigException("--flow-folder: " + named + " is no folder");
        });
        folder.flatMap(FlowFolder::format)
                .filter(format -> format != FlowFormat.VIDEO)
                .ifPresent(format -> {
                    throw new ConfigException("--flow-folder: " + folder.get() + " holds flow as " + format.extension()
                            + " files, which don't say what they are of; expected the videos that 'i3d flow' writes without"
                            + " --format");
                });
    }
}
