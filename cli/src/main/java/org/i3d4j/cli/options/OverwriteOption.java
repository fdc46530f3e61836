package org.i3d4j.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import picocli.CommandLine.Option;

/** Whether a model may be written over a file that is there. */
public final class OverwriteOption {
    @Option(names = "--force", description = "Write over OUT if it is there.")
    private boolean force;

    /**
     * Looks before anything is computed.
     *
     * @param in what the model is made from, over which it can't be written in any case
     * @param file what is to be written
     * @throws OutputException if it is there
     */
    public void require(Path in, Path file) {
        if (isSame(in, file) || isSame(ModelFormat.TF.replaced(in), file)) {
            throw new OutputException(file + ": is the input itself; name another file");
        }
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isDevice(file)) {
            throw new OutputException(file + ": is there already; name another file, or write over it with --force");
        }
    }

    /** What is missing is explained by whoever reads or writes it. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new OutputException(other + ": can't be looked at: " + IoReason.of(e, other), e);
        }
    }

    /** As {@code /dev/stdout}, and a folder that the writer explains. */
    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }
}
