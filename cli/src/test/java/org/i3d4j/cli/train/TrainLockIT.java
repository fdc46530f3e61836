package org.i3d4j.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.LongTest;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.files.FolderLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one folder of results. */
@LongTest
class TrainLockIT {
    private static final String TRAIN = "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT";

    @TempDir
    private Path folder;

    @Test
    void aFolderThatAnotherProcessTrainsInIsRefusedUntilThatEnds() throws IOException, InterruptedException {
        GoodInput good = GoodInput.write(folder);
        Path out = folder.resolve("run");
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Object[] train = good.arguments(TRAIN, Map.of("OUT", out));
        Object[] launch = good.arguments(
                "launch --nproc 2 " + TRAIN + " --set learning_rate.lr=0.0001 --set train.val_epochs=0",
                Map.of("OUT", out));
        CommandProcess process = CommandProcess.after("");
        String holder = "another training writes to it, of process "
                + ProcessHandle.current().pid() + " on ";

        try (FolderLock lock = FolderLock.take(out, "training", "")) {
            process.run(logs, train)
                    .failsWith(
                            8, "i3d: " + out + ": " + holder, "; let it end, or set train.ckpt_path to another folder");
            process.run(logs, launch).failsWith(8, out + ": " + holder);
        }

        // One of the two has the lock, and both train.
        process.run(logs, launch).succeeds();
    }
}
