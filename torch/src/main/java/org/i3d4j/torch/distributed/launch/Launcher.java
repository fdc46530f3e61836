package org.i3d4j.torch.distributed.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.DeviceException;
import org.i3d4j.text.Counted;
import org.i3d4j.text.Printable;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Starts the processes of a training on this machine, and all of them again when one fails in a way that a restart may
 * cure. What rank 0 says is passed on as it is, what others say in lines with a prefix to standard error.
 */
public final class Launcher {
    private final LaunchPlan plan;
    private final List<String> command;
    private final Map<String, String> environment;
    private final OutputStream out;
    private final PrintStream err;
    private final LaunchTimes times;

    private volatile boolean stopping;
    private @Nullable RankGroup group;

    /**
     * Nothing is started yet.
     *
     * @param command program and arguments of each process
     * @param environment what the processes get besides the variables of {@link RankEnvironment}
     * @param out what rank 0 writes to standard output; once it takes no more, rank 0 can no longer write
     * @param err everything else that the processes and the launcher say
     */
    public Launcher(
            LaunchPlan plan,
            List<String> command,
            Map<String, String> environment,
            OutputStream out,
            PrintStream err,
            LaunchTimes times) {
        this.plan = plan;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
        this.times = times;
    }

    /**
     * Runs the processes to their end.
     *
     * @return 0 if all ended with 0, else the exit code of the process that was the cause
     * @throws DeviceException if a process can't be started
     */
    public int run() throws InterruptedException {
        for (int restarts = 0; ; restarts++) {
            RankGroup started = start(restarts);
            try {
                Optional<RankEnd> failure = started.await(() -> stopping);
                if (failure.isEmpty()) {
                    return 0;
                }
                if (!tellWhetherToRestart(failure.get(), restarts)) {
                    return failure.get().exitCode();
                }
            } finally {
                started.finish();
            }
        }
    }

    /** Asks the processes to save and end, and waits for them in {@link #run()}; may be called on any thread. */
    public synchronized void stop() {
        stopping = true;
        if (group != null) {
            group.askToEnd();
        }
    }

    /** Whether the processes were asked to end. */
    public boolean isStopping() {
        return stopping;
    }

    /** Ends the processes at once; may be called on any thread. */
    public synchronized void kill() {
        stopping = true;
        if (group != null) {
            group.kill();
        }
    }

    private synchronized RankGroup start(int restarts) {
        int port = plan.masterPort() == 0 ? freePort() : plan.masterPort();
        OutputGate gate = new OutputGate();
        List<RankProcess> ranks = new ArrayList<>();
        for (int localRank = 0; localRank < plan.processes(); localRank++) {
            int rank = plan.firstRank() + localRank;
            try {
                ranks.add(new RankProcess(rank, process(localRank, port, restarts), gate, out, err));
            } catch (IOException e) {
                ranks.forEach(RankProcess::kill);
                throw new DeviceException("rank " + rank + " can't be started: " + e.getMessage(), e);
            }
        }
        RankGroup started = new RankGroup(ranks, gate, times);
        group = started;
        if (stopping) {
            started.askToEnd();
        }
        return started;
    }

    private Process process(int localRank, int port, int restarts) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(plan.environment(environment, localRank, port, restarts));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DeviceException("no port is free for the processes to meet at: " + e.getMessage(), e);
        }
    }

    private boolean tellWhetherToRestart(RankEnd cause, int restarts) {
        if (stopping) {
            if (!cause.isByRequest()) {
                tell(cause, "");
            }
            return false;
        }
        if (cause.isUnread()) {
            return false;
        }
        if (!cause.isWorthARestart() || restarts == plan.maxRestarts()) {
            tell(cause, restarts == 0 ? "" : " after " + Counted.of(restarts, "restart"));
            return false;
        }
        err.println("i3d: " + cause.describe() + "; restarting "
                + (plan.processes() == 1 ? "the process" : "all " + plan.processes() + " processes")
                + " from the newest checkpoint (restart " + (restarts + 1) + " of " + plan.maxRestarts()
                + ")");
        err.flush();
        return true;
    }

    private void tell(RankEnd cause, String when) {
        List<String> lines = cause.lastLines();
        err.println("i3d: " + cause.describe() + when + (lines.isEmpty() ? "" : "; it said last:"));
        lines.forEach(line -> err.println("  " + Printable.line(line)));
        err.flush();
    }
}
