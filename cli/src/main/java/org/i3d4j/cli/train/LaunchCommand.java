package org.i3d4j.cli.train;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.i3d4j.cli.process.Interrupts;
import org.i3d4j.cli.process.Session;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.distributed.launch.LaunchPlan;
import org.i3d4j.torch.distributed.launch.LaunchTimes;
import org.i3d4j.torch.distributed.launch.Launcher;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d launch}. */
@Command(
        name = LaunchCommand.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Run a command in several processes, one for each device.",
            "When one fails, all end; after a crash all start again and training goes on from the newest checkpoint."
        })
public final class LaunchCommand implements Callable<Integer> {
    public static final String NAME = "launch";

    private static final int SIGTERM_CODE = 143;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--nproc", required = true, paramLabel = "N", description = "Processes on this machine.")
    private int processes = 1;

    @Option(
            names = "--nnodes",
            paramLabel = "M",
            defaultValue = "1",
            description = "Machines, each with a launcher and as many processes (default: ${DEFAULT-VALUE}).")
    private int nodes = 1;

    @Option(
            names = "--node-rank",
            paramLabel = "R",
            description = "Number of this machine, from 0; needed with several.")
    private Optional<Integer> nodeRank = Optional.empty();

    @Option(
            names = "--master-addr",
            paramLabel = "HOST",
            description = "Name or address of machine 0, the same on all (default there: its host name).")
    private Optional<String> masterAddress = Optional.empty();

    @Option(
            names = "--master-port",
            paramLabel = "PORT",
            description = "Where the processes meet, the same on all machines (default: 29500, on one machine a free"
                    + " one).")
    private Optional<Integer> masterPort = Optional.empty();

    @Option(
            names = "--max-restarts",
            paramLabel = "K",
            defaultValue = "3",
            description = "How often to start again after a crash (default: ${DEFAULT-VALUE}).")
    private int maxRestarts = 3;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "What each process runs, with its arguments: train --config FILE ...")
    private List<String> command = List.of();

    @Override
    public Integer call() throws InterruptedException {
        requireKnownCommand();
        TorchRuntime.requirePresence();
        Launcher launcher = new Launcher(
                plan(),
                Session.of(spec).ownProgram(command),
                System.getenv(),
                Session.of(spec).standardOutput(),
                System.err,
                LaunchTimes.DEFAULT);
        try (Interrupts.Asked asked = Session.of(spec).interrupts().askFirst(launcher::stop, launcher::kill)) {
            int code = launcher.run();
            // The processes were ended by SIGTERM, whatever the signal that this one got.
            return launcher.isStopping() && code == SIGTERM_CODE
                    ? Session.of(spec).interrupts().exitCode()
                    : code;
        }
    }

    private void requireKnownCommand() {
        String name = command.get(0);
        List<String> known = spec.root().subcommands().keySet().stream()
                .filter(other -> !other.equals(NAME))
                .toList();
        require(
                known.contains(name),
                "'" + name + "' can't be launched; expected one of "
                        + known.stream().collect(Collectors.joining(", ")));
    }

    private LaunchPlan plan() {
        require(processes >= 1, "--nproc " + processes + ": expected at least 1");
        require(nodes >= 1, "--nnodes " + nodes + ": expected at least 1");
        require(maxRestarts >= 0, "--max-restarts " + maxRestarts + ": expected at least 0");
        require((long) processes * nodes <= Integer.MAX_VALUE, "--nproc times --nnodes is too large");
        require(nodes == 1 || nodeRank.isPresent(), "--nnodes " + nodes + " needs --node-rank, from 0 on machine 0");
        int node = nodeRank.orElse(0);
        require(node >= 0 && node < nodes, "--node-rank " + node + ": expected 0 to " + (nodes - 1));
        masterPort.ifPresent(port -> require(
                port >= 1 && port <= RankEnvironment.MAX_PORT,
                "--master-port " + port + ": expected 1 to " + RankEnvironment.MAX_PORT));
        masterAddress.ifPresent(address -> require(!address.isBlank(), "--master-addr is empty; expected a host"));
        if (nodes == 1 && masterAddress.isEmpty() && masterPort.isEmpty()) {
            return LaunchPlan.here(processes, maxRestarts);
        }
        return new LaunchPlan(
                processes,
                nodes,
                node,
                masterAddress.orElseGet(() -> ownAddress(node)),
                masterPort.orElse(nodes == 1 ? 0 : LaunchPlan.DEFAULT_PORT),
                maxRestarts);
    }

    private String ownAddress(int node) {
        if (nodes == 1) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
        require(node == 0, "--node-rank " + node + " needs --master-addr: the name or address of machine 0");
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ParameterException(
                    spec.commandLine(), "this machine's own name is unknown; give it with --master-addr", e);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
