package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places where nothing can be written. */
class BadOutputTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    private CommandRun run(String line, Path bad) {
        return good.run(line, Map.of("BAD", bad, "MISSING", folder.resolve("missing")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG --dataset DATA --set train.ckpt_path=BAD",
                "train --config CONFIG --dataset DATA --set train.ckpt_path=BAD/run",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --report BAD",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --report BAD/report",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --scores BAD/scores.npy",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --scores BAD/scores.parquet",
                "predict --checkpoint CKPT --logits BAD/logits.npy VIDEO",
                "predict --checkpoint CKPT --annotate BAD/copy.mp4 VIDEO",
                "predict --checkpoint CKPT --window 8 --timeline BAD/line.png VIDEO",
                "plot schedule CONFIG --out BAD/plot.png",
                "plot schedule CONFIG --out MISSING/plot.png --csv BAD/plot.csv",
                "dataset check DATA --out BAD",
                "dataset check DATA --out BAD/report",
                "dataset show CONFIG --dataset DATA --out BAD",
                "dataset cache DATA --out BAD",
                "dataset cache DATA --out BAD/cache",
                "dataset prepare DATA BAD",
                "dataset prepare DATA BAD/prepared",
                "dataset motion BAD",
                "dataset motion BAD/motion"
            })
    void aFileWhereAFolderShouldBeIsNamed(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");

        run(line, file).failsWith(8, file.toString());
        assertThat(file).hasContent("kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict --checkpoint CKPT --annotate BAD VIDEO",
                "predict --checkpoint CKPT --window 8 --timeline BAD VIDEO",
                "plot schedule CONFIG --out BAD",
                "plot schedule CONFIG --out MISSING/plot.png --csv BAD"
            })
    void aFolderWhereAFileShouldBeIsNamed(String line) {
        run(line, folder).failsWith(8, folder + ": is a folder");
    }

    /** Logs are appended to, all else is written over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict --checkpoint CKPT --logits BAD BAD",
                "predict --checkpoint BAD --logits BAD VIDEO",
                "predict --checkpoint CKPT --window 8 --timeline BAD BAD",
                "predict --checkpoint CKPT --annotate BAD BAD",
                "predict --checkpoint CKPT BAD --log-file BAD",
                "probe BAD --log-file BAD",
                "eval --config CONFIG --dataset DATA --checkpoint BAD --scores BAD",
                "convert BAD BAD --force",
                "plot schedule BAD --out BAD",
                "plot schedule BAD --out MISSING.png --csv BAD"
            })
    void whatIsReadIsNotWrittenOver(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("precious.npy"), "kept");

        run(line, file).failsWith(8, file + ": is the input itself; name another file");
        assertThat(file).hasContent("kept");
    }

    @Test
    void logitsAreNotWrittenOverAVideoThatWasMeantAsInput() throws IOException {
        Path file = Files.writeString(folder.resolve("first.mp4"), "kept");

        run("predict --checkpoint CKPT --logits BAD VIDEO", file)
                .failsWith(2, "--logits: expected a name that ends in .npy, found " + file);
        assertThat(file).hasContent("kept");
    }

    /** What takes long is not computed for nothing. */
    @Test
    void outputsAreLookedAtBeforeInputs() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");

        run("eval --config MISSING --checkpoint MISSING --report BAD", file).failsWith(8, file.toString());
        run("eval --config MISSING --checkpoint MISSING --scores BAD/x.npy", file)
                .failsWith(8, file.toString());
        run("dataset check MISSING --out BAD", file).failsWith(8, file.toString());
        run("predict --checkpoint MISSING --logits BAD/x.npy VIDEO", file).failsWith(8, file.toString());
    }
}
