package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.i3d4j.cli.output.ClosedOutput;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output, or standard error, that takes nothing. */
@LongTest
class UnwritableOutputIT {
    private static final String DISK_FULL = "exec >/dev/full";
    /** The reader has ended before the first write. */
    private static final String READER_GONE = "exec > >(:); wait $!";

    private static final String REASON = "i3d: standard output can't be written: No space left on device";

    @TempDir
    private static Path shared;

    private static GoodInput good;
    private static Path network2d;

    @TempDir
    private Path folder;

    private Path out;
    private Path logs;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no disk that is always full here");
        good = GoodInput.write(shared);
        network2d = TinyModel.writeGoogLeNet(shared.resolve("googlenet.pt"));
    }

    @BeforeEach
    void nameFolders() throws IOException {
        out = Files.createDirectory(folder.resolve("results"));
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    private CommandRun run(String shell, String line) throws IOException, InterruptedException {
        return CommandProcess.after(shell).run(logs, arguments(line));
    }

    private Object[] arguments(String line) {
        return good.arguments(line, Map.of("OUT", out, "NETWORK2D", network2d));
    }

    private static Stream<String> everyCommand() {
        return EveryCommand.names().stream();
    }

    private static Stream<String> everyOtherThanTrain() {
        return everyCommand().filter(name -> !name.equals("train"));
    }

    private static Stream<String> everyOneOfThisProcess() {
        return everyOtherThanTrain().filter(name -> !name.equals("launch"));
    }

    @Test
    void noCommandIsForgotten() {
        assertThat(EveryCommand.LINES).containsOnlyKeys(EveryCommand.names());
    }

    @ParameterizedTest
    @MethodSource("everyOtherThanTrain")
    void onAFullDiskEveryCommandEndsWithTheReason(String name) throws IOException, InterruptedException {
        CommandRun run = run(DISK_FULL, EveryCommand.line(name)).failsWith(8, REASON);

        assertThat(run.err().lines().filter(REASON::equals)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everyOneOfThisProcess")
    void whenNobodyReadsEveryCommandEndsQuietly(String name) {
        CommandRun.on(ClosedOutput.pipe(), arguments(EveryCommand.line(name))).endsQuietlyWith(141);
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "launch"})
    void whenNobodyReadsAProcessEndsQuietly(String name) throws IOException, InterruptedException {
        run(READER_GONE, EveryCommand.line(name)).endsQuietlyWith(141);
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpThatCantBeWrittenIsAnErrorToo(String name) {
        CommandRun run = CommandRun.on(ClosedOutput.fullDisk(), (Object[]) (name + " --help").split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(run.err().lines()).containsExactly(REASON);
    }

    /** An hour's result doesn't go with a line that can't be printed. */
    @Test
    void reportsAreWrittenAllTheSame() throws IOException, InterruptedException {
        run(DISK_FULL, EveryCommand.line("eval")).failsWith(8, REASON);
        run(DISK_FULL, EveryCommand.line("dataset check")).failsWith(8, REASON);
        run(DISK_FULL, EveryCommand.line("predict") + " --logits OUT/logits.npy")
                .failsWith(8, REASON);

        assertThat(out.resolve("report/metrics.json")).isNotEmptyFile();
        assertThat(out.resolve("check/summary.json")).isNotEmptyFile();
        assertThat(out.resolve("logits.npy")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "launch --nproc 1 "})
    void trainingGoesOnWithoutADiskForItsLines(String launch) throws IOException, InterruptedException {
        run(DISK_FULL, launch + EveryCommand.line("train"))
                .failsWith(8, REASON, "; training goes on, its figures are in " + out.resolve("run/metrics.csv"));

        assertThat(out.resolve("run/tiny-1_1.safetensors")).isNotEmptyFile();
        assertThat(out.resolve("run/best.safetensors")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "launch --nproc 1 "})
    void trainingGoesOnWithoutAReader(String launch) throws IOException, InterruptedException {
        CommandRun run = run(READER_GONE, launch + EveryCommand.line("train"))
                .failsWith(141, "nobody reads standard output any more; training goes on");

        assertThat(run.err()).doesNotContain("restart", "killed");
        assertThat(out.resolve("run/tiny-1_1.safetensors")).isNotEmptyFile();
        assertThat(out.resolve("run/best.safetensors")).isNotEmptyFile();
    }

    /** Its source has no end, so it would go on until that is silent for too long, and end with 4. */
    @Test
    void aLiveSourceIsLeftWhenNobodyReads() throws IOException, InterruptedException {
        Path video = TinyModel.video("trunc_faststart.mp4", folder.resolve("live.mp4"));
        String line = "predict --checkpoint CKPT --live - --window 8 --stride 16 --stall-timeout 60";
        Process process = CommandProcess.after(READER_GONE).start(logs, arguments(line));
        OutputStream source = process.getOutputStream();
        try {
            Files.copy(video, source);
            source.flush();
        } catch (IOException e) {
            assertThat(e).as("it ended before it had read all").hasMessage("Broken pipe");
        }

        CommandProcess.end(process, logs).endsQuietlyWith(141);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec 2>/dev/full", "exec 2> >(:); wait $!"})
    void standardErrorThatTakesNothingEndsNoCommand(String shell) throws IOException, InterruptedException {
        assertThat(run(shell, EveryCommand.line("predict")).succeeds().out()).contains("left", "right");
        assertThat(run(shell, "probe OUT/none VIDEO").exitCode()).isEqualTo(1);
        run(shell, EveryCommand.line("train")).succeeds();
    }

    @Test
    void aReaderThatTakesTheFirstLineGetsIt() throws IOException, InterruptedException {
        String videos = " VIDEO".repeat(200);

        CommandRun run = run("exec > >(head -n 1 >" + logs.resolve("first") + ")", "probe" + videos);

        assertThat(run.exitCode()).isEqualTo(141);
        assertThat(run.err()).isEmpty();
        assertThat(logs.resolve("first")).hasContent(good.video().toString());
    }
}
