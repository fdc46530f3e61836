package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.i3d4j.cli.train.TwoHosts.ALPHA;
import static org.i3d4j.cli.train.TwoHosts.ALPHA_ADDRESS;
import static org.i3d4j.cli.train.TwoHosts.BETA;
import static org.i3d4j.cli.train.TwoHosts.BETA_ADDRESS;
import static org.i3d4j.cli.train.TwoHosts.BETA_ADDRESS_OF_NO_USE;
import static org.i3d4j.cli.train.TwoHosts.INTERFACE_OF_NO_USE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.cli.TrainedWeights;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.torch.distributed.launch.LaunchPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training of two machines, and what can happen to the network between them and to the machines. */
@LongTest
class TwoHostsIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int EPOCHS = 6;
    private static final int STEPS = EPOCHS * 4;
    private static final String LAST = "tiny-" + EPOCHS + "_4.safetensors";

    /** In which two launchers that are started together meet, also on a busy machine. */
    private static final int SECONDS = 12;

    private static final int MANY_SECONDS = 120;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final TwoHosts hosts = new TwoHosts();
    private Path out;

    @BeforeAll
    static void trainOnOneMachine() throws IOException, InterruptedException {
        CommandProcess.assumeSucceeds(TwoHosts.OTHERWISE, TwoHosts.CAN_BE_MADE);
        new MotionVideos(new MotionSettings(2, 8, 2, 32, 32, 16, 12, 1), 2)
                .write(shared.resolve("data"), (done, of) -> {});
        TinyModel.writeConfig(shared.resolve("tiny.yaml"));
        CommandProcess.after(TwoHosts.HALF_THE_CORES)
                .run(shared, arguments("launch --nproc 2", SECONDS, shared.resolve("one")))
                .succeeds();
        assertThat(StepLosses.of(shared.resolve("one"))).hasSize(STEPS);
    }

    @BeforeEach
    void makeHosts() throws IOException, InterruptedException {
        hosts.make();
        out = folder.resolve("trained");
    }

    @AfterEach
    void takeHostsAway() throws IOException, InterruptedException {
        hosts.takeAway();
    }

    private static Object[] arguments(String launching, int seconds, Path results, String... more) {
        Stream<String> arguments = Stream.of(
                "train",
                "--config",
                shared.resolve("tiny.yaml").toString(),
                "--dataset",
                shared.resolve("data").toString(),
                "--set",
                "train={epochs: " + EPOCHS + ", val_epochs: 0, save_checkpoint_steps: 2, ckpt_path: '" + results + "'}",
                "--set",
                "data_loader.train.dataset.batch_size=2",
                "--set",
                "optimizer.momentum=0.9",
                "--set",
                "distributed.timeout=" + seconds);
        return Stream.of(Stream.of(launching.split(" ")), arguments, Stream.of(more))
                .flatMap(part -> part)
                .toArray();
    }

    /** Starts the launcher of a host; the results of {@link TwoHosts#ALPHA} are the training's. */
    private TwoHosts.Launched launch(String host, String options, int seconds, CommandProcess process, String... more)
            throws IOException {
        int node = host.equals(ALPHA) ? 0 : 1;
        Path logs = Files.createTempDirectory(folder, host);
        String launching = "launch --nproc 1 --nnodes 2 --node-rank " + node + " " + options;
        Path results = node == 0 ? out : folder.resolve("of no use");
        return new TwoHosts.Launched(process.start(logs, arguments(launching, seconds, results, more)), logs);
    }

    private TwoHosts.Launched launch(String host, String options, int seconds, String... more) throws IOException {
        return launch(host, options, seconds, hosts.on(host), more);
    }

    private void awaitCheckpoint() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> Files.exists(out.resolve("latest")));
    }

    /** That the launcher starts its process again, for this reason. */
    private static void awaitRestart(TwoHosts.Launched launched, String why) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(launched.said("err")).contains(why, "restarting the process"));
    }

    private void assertTrainedAsOnOneMachine() throws IOException {
        assertThat(StepLosses.of(out)).isEqualTo(StepLosses.of(shared.resolve("one")));
        TrainedWeights.assertSame(out.resolve(LAST), shared.resolve("one").resolve(LAST));
    }

    private void assertLatestIsIntact() throws IOException {
        TrainingCheckpoint.open(
                        out.resolve(Files.readString(out.resolve("latest")).strip()))
                .close();
    }

    /** The name of machine 0 leads to a loopback address there, as on many machines. */
    @Test
    void twoMachinesTrainAsOneAlsoThroughAShortCut() throws IOException, InterruptedException {
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr alpha --max-restarts 0", MANY_SECONDS);
        TwoHosts.Launched beta = launch(BETA, "--master-addr alpha --max-restarts 0", MANY_SECONDS);
        awaitCheckpoint();

        hosts.cut();
        Map<String, String> before = StepLosses.of(out);
        // Longer than TCP first waits for an answer, and than ranks wait for signs of life.
        Thread.sleep(4_000);
        assertThat(StepLosses.of(out))
                .hasSizeBetween(before.size(), before.size() + 2)
                .hasSizeLessThan(STEPS);
        hosts.mend();

        assertThat(alpha.end().succeeds().err()).doesNotContain("i3d: ");
        beta.end().succeeds();
        assertTrainedAsOnOneMachine();
    }

    @Test
    void aLongCutIsNamedByBothAndTrainingGoesOnFromTheLastCheckpoint() throws IOException, InterruptedException {
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr alpha --max-restarts 9", SECONDS);
        TwoHosts.Launched beta = launch(BETA, "--master-addr alpha --max-restarts 9", SECONDS);
        awaitCheckpoint();

        hosts.cut();
        awaitRestart(alpha, "i3d: rank 1 on beta at " + BETA_ADDRESS);
        awaitRestart(
                beta,
                "i3d: rank 0 on alpha at " + ALPHA_ADDRESS + ", at which the processes meet, stopped answering (");
        hosts.mend();

        CommandRun run = alpha.end().succeeds();
        // Where it was is known once a sign of life has told it.
        assertThat(run.err())
                .containsPattern("rank 1 on beta at \\S+ (\\(last at step \\d+\\) )?stopped answering \\(");
        assertThat(run.err()).contains("resuming from " + out);
        beta.end().succeeds();
        assertTrainedAsOnOneMachine();
    }

    @Test
    void aMachineThatIsGoneForGoodIsNamedAndTheOtherGoesOnAlone() throws IOException, InterruptedException {
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr alpha --max-restarts 1", SECONDS);
        launch(BETA, "--master-addr alpha", SECONDS);
        awaitCheckpoint();

        hosts.cut();
        hosts.kill(BETA);
        CommandRun run = alpha.end();

        run.failsWith(
                10,
                "restarting the process from the newest checkpoint (restart 1 of 1)",
                "i3d: rank 0 of 2 waited " + SECONDS + " s at alpha:29500: rank 1 did not come; every machine needs a"
                        + " launcher with its own --node-rank",
                "i3d: rank 0 ended with exit code 10 after 1 restart; it said last:");
        assertThat(run.err()).containsPattern("i3d: rank 1 on beta at " + BETA_ADDRESS + "\\b.* stopped answering \\(");
        assertLatestIsIntact();
        CommandProcess.after(TwoHosts.HALF_THE_CORES)
                .run(folder, arguments("launch --nproc 2", SECONDS, out, "--resume"))
                .succeeds();
        assertTrainedAsOnOneMachine();
    }

    /** The one that stays waits for it; machine 0 takes the place where they meet, and the checkpoints, with it. */
    @ParameterizedTest
    @ValueSource(strings = {ALPHA, BETA})
    void aMachineThatComesBackTrainsOn(String lost) throws IOException, InterruptedException {
        String other = lost.equals(ALPHA) ? BETA : ALPHA;
        launch(lost, "--master-addr alpha", MANY_SECONDS);
        TwoHosts.Launched stays = launch(other, "--master-addr alpha", MANY_SECONDS);
        awaitCheckpoint();

        hosts.kill(lost);
        awaitRestart(stays, lost.equals(ALPHA) ? "i3d: rank 0 on alpha" : "i3d: rank 1 on beta");
        TwoHosts.Launched back = launch(lost, "--master-addr alpha", MANY_SECONDS, "--resume");

        back.end().succeeds();
        stays.end().succeeds();
        assertTrainedAsOnOneMachine();
    }

    @Test
    void anotherProcessOnThePortIsNamedByBoth() throws IOException, InterruptedException {
        hosts.listen(ALPHA, LaunchPlan.DEFAULT_PORT);
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr alpha --max-restarts 0", SECONDS);
        TwoHosts.Launched beta = launch(BETA, "--master-addr alpha --max-restarts 0", SECONDS);

        alpha.end()
                .failsWith(
                        10,
                        "i3d: rank 0 can't listen at port 29500, where the processes meet: another process does",
                        "--master-port");
        beta.end()
                .failsWith(
                        10,
                        "i3d: rank 1 of 2 waited " + SECONDS + " s at alpha:29500: what listens there does not answer"
                                + " as rank 0 of a training does",
                        "--master-port");
    }

    @Test
    void machinesWithIPv6AloneTrainAsOne() throws IOException, InterruptedException {
        hosts.forgetIPv4();
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr [fd77::1] --max-restarts 0", MANY_SECONDS);
        TwoHosts.Launched beta = launch(BETA, "--master-addr fd77::1 --max-restarts 0", MANY_SECONDS);

        alpha.end().succeeds();
        beta.end().succeeds();
        assertTrainedAsOnOneMachine();
    }

    @Test
    void aNameThatLeadsToAnotherNetworkIsNamed() throws IOException, InterruptedException {
        TwoHosts.Launched beta = launch(BETA, "--master-addr alpha-spare --max-restarts 0", 2);

        beta.end()
                .failsWith(
                        10,
                        "i3d: rank 1 of 2 waited 2 s at alpha-spare:29500: rank 0 is not reached (10.66.0.1: ",
                        "--master-addr (MASTER_ADDR) has to lead to machine 0 from here");
    }

    @Test
    void anInterfaceThatTheOtherDoesNotReachIsNamedByBoth() throws IOException, InterruptedException {
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr alpha --max-restarts 0", SECONDS);
        TwoHosts.Launched beta = launch(
                BETA,
                "--master-addr alpha --max-restarts 0",
                SECONDS,
                hosts.on(BETA, "export GLOO_SOCKET_IFNAME=" + INTERFACE_OF_NO_USE));

        for (TwoHosts.Launched launched : new TwoHosts.Launched[] {alpha, beta}) {
            launched.end()
                    .failsWith(
                            10,
                            "not all processes could connect",
                            "rank 0 on alpha at " + ALPHA_ADDRESS + ", rank 1 on beta at " + BETA_ADDRESS_OF_NO_USE,
                            "GLOO_SOCKET_IFNAME names another network interface");
        }
    }

    @Test
    void anInterfaceThatIsNotThereIsNamedByBoth() throws IOException, InterruptedException {
        TwoHosts.Launched alpha = launch(ALPHA, "--master-addr alpha --max-restarts 0", SECONDS);
        TwoHosts.Launched beta = launch(
                BETA,
                "--master-addr alpha --max-restarts 0",
                SECONDS,
                hosts.on(BETA, "export GLOO_SOCKET_IFNAME=eth7"));

        String why = "environment: GLOO_SOCKET_IFNAME=eth7: no such network interface is up; expected one of lo ";
        alpha.end().failsWith(10, "i3d: rank 1 on beta failed: " + why);
        beta.end().failsWith(3, "i3d: " + why);
    }
}
