package org.i3d4j.torch.distributed.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.i3d4j.error.DeviceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher over shells that stand for our processes. */
class LauncherTest {
    private static final LaunchTimes SHORT = new LaunchTimes(500, 300);
    /** A rank that would go on for ever, without a process of its own that could outlive it. */
    private static final String FOREVER = "exec sleep 1000";

    private static final String SAVES = "trap 'sleep 0.6; echo saved >> $FOLDER/saved; exit 143' TERM;"
            + " touch $FOLDER/up$RANK; while :; do sleep 0.05; done";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void requireAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "processes and signals are as a POSIX system has them");
    }

    private Launcher launcher(LaunchPlan plan, String script, LaunchTimes times) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FOLDER", folder.toString());
        return new Launcher(
                plan,
                List.of("/bin/sh", "-c", script),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                times);
    }

    private int launch(int processes, int maxRestarts, String script) throws InterruptedException {
        return launcher(LaunchPlan.here(processes, maxRestarts), script, SHORT).run();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String byRank(String... scripts) {
        StringBuilder script = new StringBuilder("case $RANK in ");
        for (int rank = 0; rank < scripts.length; rank++) {
            script.append(rank).append(") ").append(scripts[rank]).append(" ;; ");
        }
        return script.append("esac").toString();
    }

    @Test
    void passesOnWhatTheFirstSaysAsItIsAndWhatOthersSayWithTheirRank() throws InterruptedException {
        int code =
                launch(2, 0, byRank("printf 'a\\rb é'; printf 'warn' >&2", "echo one; sleep 0.2; printf 'ü two' >&2"));

        assertThat(code).isZero();
        assertThat(out()).isEqualTo("a\rb é");
        assertThat(err()).contains("warn", "[rank 1] one\n", "[rank 1] ü two\n").doesNotContain("[rank 0]");
    }

    @Test
    void givesEachItsRankAndAllTheSamePlaceToMeet() throws Exception {
        launch(3, 0, "echo $RANK $LOCAL_RANK $WORLD_SIZE $MASTER_ADDR $I3D_RESTARTS $MASTER_PORT > $FOLDER/$RANK");

        List<List<String>> said = List.of(words("0"), words("1"), words("2"));
        for (int rank = 0; rank < said.size(); rank++) {
            String number = String.valueOf(rank);
            assertThat(said.get(rank)).startsWith(number, number, "3", "127.0.0.1", "0");
            assertThat(said.get(rank).get(5)).isEqualTo(said.get(0).get(5)).matches("[1-9]\\d{3,4}");
        }
    }

    /** What a process wrote to a file. */
    private List<String> words(String file) throws IOException {
        return Arrays.asList(Files.readString(folder.resolve(file)).strip().split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 8, 9})
    void whatIsWrongTheSecondTimeTooEndsAllAtOnce(int code) throws InterruptedException {
        assertThat(launch(2, 3, byRank(FOREVER, "echo why >&2; exit " + code))).isEqualTo(code);
        assertThat(err()).endsWith("i3d: rank 1 ended with exit code " + code + "; it said last:\n  why\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill -9 $$", "exit 1", "exit 7", "exit 10"})
    void aCrashStartsAllAgainAsOftenAsAllowed(String crash) throws InterruptedException {
        String script = "echo $I3D_RESTARTS >> $FOLDER/starts$RANK; " + byRank(FOREVER, crash);

        int code =
                launcher(LaunchPlan.here(2, 2), script, new LaunchTimes(20, 50)).run();

        assertThat(code).isEqualTo(crash.startsWith("kill") ? 137 : Integer.parseInt(crash.substring(5)));
        assertThat(folder.resolve("starts0")).hasContent("0\n1\n2\n");
        String how = crash.startsWith("kill") ? "was killed by signal 9" : "ended with exit code " + code;
        String restarting = "; restarting all 2 processes from the newest checkpoint ";
        assertThat(err().lines())
                .containsExactly(
                        "i3d: rank 1 " + how + restarting + "(restart 1 of 2)",
                        "i3d: rank 1 " + how + restarting + "(restart 2 of 2)",
                        "i3d: rank 1 " + how + " after 2 restarts");
    }

    @Test
    void aRestartThatEndsWellIsASuccess() throws InterruptedException {
        assertThat(launch(2, 1, "[ $I3D_RESTARTS = 1 ] || " + byRank("exit 10", "kill -9 $$")))
                .isZero();
        assertThat(err()).contains("rank 1 was killed by signal 9", "restart 1 of 1");
    }

    @Test
    void blamesTheCauseWhereItsVictimEndsFirst() throws InterruptedException {
        int code = launch(3, 3, byRank("exit 10", "sleep 0.2; echo no data >&2; exit 4", "exit 10"));

        assertThat(code).isEqualTo(4);
        assertThat(err()).contains("i3d: rank 1 ended with exit code 4; it said last:\n  no data\n");
    }

    @Test
    void tellsTheCauseBeforeWhatItsVictimsSay() throws InterruptedException {
        String victim = "while [ ! -e $FOLDER/failed ]; do sleep 0.01; done; sleep 0.3; echo lost rank 1 >&2; exit 10";
        launcher(
                        LaunchPlan.here(2, 0),
                        byRank(victim, "echo bad video >&2; touch $FOLDER/failed; exit 4"),
                        new LaunchTimes(500, 2_000))
                .run();

        assertThat(err().lines())
                .containsExactly(
                        "[rank 1] bad video",
                        "i3d: rank 1 ended with exit code 4; it said last:",
                        "  bad video",
                        "lost rank 1");
    }

    @Test
    void aRankThatDoesNotEndIsKilled() throws Exception {
        assertThat(launch(2, 0, byRank("trap '' TERM; echo $$ > $FOLDER/pid; " + FOREVER, "sleep 0.2; exit 9")))
                .isEqualTo(9);
        assertThat(ProcessHandle.of(Long.parseLong(words("pid").get(0))).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    /** Starts two ranks that say when they are up. */
    private CompletableFuture<Integer> start(Launcher launcher) throws InterruptedException {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            try {
                return launcher.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!code.isDone() && !(Files.exists(folder.resolve("up0")) && Files.exists(folder.resolve("up1")))) {
            Thread.sleep(5);
        }
        return code;
    }

    @Test
    void askedToStopItWaitsForAllToSaveAndDoesNotRestart() throws Exception {
        Launcher launcher = launcher(LaunchPlan.here(2, 3), SAVES, SHORT);
        CompletableFuture<Integer> code = start(launcher);

        launcher.stop();

        assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(143);
        assertThat(folder.resolve("saved")).hasContent("saved\nsaved\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void aFailureWhileSavingIsTold() throws Exception {
        String script = byRank(SAVES, SAVES.replace("exit 143", "echo disk full >&2; exit 8"));
        Launcher launcher = launcher(LaunchPlan.here(2, 3), script, SHORT);
        CompletableFuture<Integer> code = start(launcher);

        launcher.stop();

        assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(8);
        assertThat(err()).contains("i3d: rank 1 ended with exit code 8; it said last:\n  disk full\n");
    }

    @Test
    void killedItDoesNotWait() throws Exception {
        Launcher launcher = launcher(LaunchPlan.here(2, 3), SAVES, SHORT);
        CompletableFuture<Integer> code = start(launcher);

        launcher.stop();
        launcher.kill();

        assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(137);
        assertThat(folder.resolve("saved")).doesNotExist();
    }

    @Test
    void aProgramThatCanNotBeStartedIsNamed() {
        Launcher launcher = new Launcher(
                LaunchPlan.here(1, 3),
                List.of(folder.resolve("no-java").toString()),
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                SHORT);

        assertThatThrownBy(launcher::run)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("rank 0 can't be started", "no-java");
    }

    @Test
    void keepsTheEndOfALongText() {
        LastLines last = new LastLines();
        for (int i = 0; i < 10_000; i++) {
            byte[] line = ("line " + i + "\n").getBytes(StandardCharsets.UTF_8);
            last.add(line, line.length);
        }

        assertThat(last.lines()).hasSize(20).startsWith("line 9980").endsWith("line 9999");
    }
}
