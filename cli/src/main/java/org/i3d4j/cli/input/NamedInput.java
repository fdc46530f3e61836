package org.i3d4j.cli.input;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.i3d4j.cli.process.Session;
import org.i3d4j.error.VideoException;
import picocli.CommandLine.Model.CommandSpec;

/** What a command is named to read, with what it should say of it. */
public final class NamedInput {
    private NamedInput() {}

    /**
     * The files of an argument, as {@link InputFiles} has them. Tells what of a folder is passed over.
     *
     * @param spec of the command
     * @param leftOut told of each file that is named like a video, but can't be one, and of each folder below that can't be read
     * @throws org.i3d4j.error.DatasetException if the folder itself can't be read
     * @throws VideoException if it has nothing to read
     */
    public static List<Path> files(Path input, CommandSpec spec, BiConsumer<Path, VideoException> leftOut) {
        return files(input, InputFiles.of(input), spec, leftOut);
    }

    /** As {@link #files(Path, CommandSpec, BiConsumer)}, of what was found already. */
    public static List<Path> files(
            Path input, InputFiles found, CommandSpec spec, BiConsumer<Path, VideoException> leftOut) {
        if (!found.passedOver().isEmpty()) {
            Session.note(spec, input + ": " + found.passedOver());
        }
        found.unusable()
                .forEach(file -> leftOut.accept(file.file(), new VideoException(file.file() + ": " + file.reason())));
        return found.files();
    }
}
