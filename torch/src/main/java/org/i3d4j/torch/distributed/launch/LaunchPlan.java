package org.i3d4j.torch.distributed.launch;

import java.util.HashMap;
import java.util.Map;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;

/**
 * How many processes to start here, and what each is told.
 *
 * @param processes on this machine, at least 1
 * @param nodes number of machines, each with a launcher and as many processes
 * @param nodeRank number of this machine, from 0
 * @param masterAddress where the processes of all machines meet: a name or address of machine 0
 * @param masterPort its port; 0, for one machine only: one that is free, looked for at each start
 * @param maxRestarts how often to start again after a failure that a restart may cure
 */
public record LaunchPlan(
        int processes, int nodes, int nodeRank, String masterAddress, int masterPort, int maxRestarts) {
    /** Where the processes of several machines meet unless told otherwise; torchrun's too. */
    public static final int DEFAULT_PORT = 29_500;

    public LaunchPlan {
        if (processes < 1 || nodes < 1 || (long) processes * nodes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(processes + " processes on each of " + nodes + " machines");
        }
        if (nodeRank < 0 || nodeRank >= nodes) {
            throw new IllegalArgumentException("machine " + nodeRank + " of " + nodes);
        }
        if (masterAddress.isBlank()) {
            throw new IllegalArgumentException("no master address");
        }
        if (masterPort < (nodes == 1 ? 0 : 1) || masterPort > RankEnvironment.MAX_PORT) {
            throw new IllegalArgumentException("port " + masterPort);
        }
        if (maxRestarts < 0) {
            throw new IllegalArgumentException("at most " + maxRestarts + " restarts");
        }
    }

    /** Processes of this machine alone, which meet at a free port. */
    public static LaunchPlan here(int processes, int maxRestarts) {
        return new LaunchPlan(processes, 1, 0, RankEnvironment.LOCALHOST, 0, maxRestarts);
    }

    int worldSize() {
        return processes * nodes;
    }

    int firstRank() {
        return nodeRank * processes;
    }

    /** The environment of one process, made of the launcher's own. */
    Map<String, String> environment(Map<String, String> own, int localRank, int port, int restarts) {
        Map<String, String> environment = new HashMap<>(own);
        // Of a torchrun around us; its processes are not ours.
        environment.keySet().removeIf(name -> name.startsWith("TORCHELASTIC_"));
        int cores = Runtime.getRuntime().availableProcessors();
        environment.putIfAbsent("OMP_NUM_THREADS", String.valueOf(Math.max(1, cores / processes)));
        environment.putAll(Map.of(
                "RANK",
                String.valueOf(firstRank() + localRank),
                "LOCAL_RANK",
                String.valueOf(localRank),
                "WORLD_SIZE",
                String.valueOf(worldSize()),
                "LOCAL_WORLD_SIZE",
                String.valueOf(processes),
                "MASTER_ADDR",
                masterAddress,
                "MASTER_PORT",
                String.valueOf(port),
                RankEnvironment.RESTARTS,
                String.valueOf(restarts),
                ParentWatch.LAUNCHER_PID,
                String.valueOf(ProcessHandle.current().pid())));
        return environment;
    }
}
