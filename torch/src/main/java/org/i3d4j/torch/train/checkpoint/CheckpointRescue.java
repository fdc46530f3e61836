package org.i3d4j.torch.train.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;

/**
 * A second place for a checkpoint whose folder does not take it: what it holds is hours of work, and is gone with the
 * process.
 *
 * @param parent where a private folder for it is made
 */
record CheckpointRescue(Path parent) {

    static CheckpointRescue inTemporaryFolder() {
        return new CheckpointRescue(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Writes a checkpoint to {@code file}, or else elsewhere.
     *
     * @param content puts it into the file it is given
     * @throws OutputException if {@code file} can't be written; says where the state is, or that it is nowhere
     */
    void write(Path file, Consumer<Path> content) {
        try {
            content.accept(file);
        } catch (OutputException e) {
            throw new OutputException(e.getMessage() + "; " + elsewhere(file, content), e);
        }
    }

    private String elsewhere(Path file, Consumer<Path> content) {
        Path folder;
        try {
            folder = Files.createTempDirectory(parent, "i3d-rescued-");
        } catch (IOException e) {
            return "nor could it be in " + parent + ": " + IoReason.of(e);
        }
        Path rescued = folder.resolve(file.getFileName());
        try {
            content.accept(rescued);
            return "it went to " + rescued
                    + " instead: to train on from it, move it to the folder it was meant for, delete '"
                    + CheckpointFiles.LATEST + "' there, " + Advice.RESUME_THERE;
        } catch (OutputException e) {
            CheckpointFiles.delete(folder);
            return "nor could it be in the temporary folder: " + e.getMessage();
        }
    }
}
