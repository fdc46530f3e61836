package org.i3d4j.torch.distributed.rendezvous;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.i3d4j.error.ConfigException;

/**
 * What a process of a distributed training is told by whoever started it: our launcher, torchrun, Slurm or Kubernetes.
 * The variables are those of PyTorch's {@code env://} initialisation, so that the same program runs under each.
 *
 * @param rank number of this process among all, from 0
 * @param localRank number of this process among those of its machine, from 0: the number of its device
 * @param worldSize number of processes on all machines
 * @param masterAddress host name or address where the processes meet; an IPv6 address may come in brackets
 * @param masterPort its port; 0 only for a process that is alone
 * @param storeIsServed whether something else already serves the TCPStore there, so that no rank may
 * @param restarts how often the processes were started before in this training: 0 the first time
 */
public record RankEnvironment(
        int rank,
        int localRank,
        int worldSize,
        String masterAddress,
        int masterPort,
        boolean storeIsServed,
        int restarts) {
    /** Where our launcher says how often it has restarted the processes. */
    public static final String RESTARTS = "I3D_RESTARTS";

    /** The largest number of a port. */
    public static final int MAX_PORT = 65_535;

    /** Where processes of one machine meet. */
    public static final String LOCALHOST = "127.0.0.1";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", LOCALHOST, "::1");
    private static final String ADVICE = "a process of a distributed training needs RANK, WORLD_SIZE, MASTER_ADDR and"
            + " MASTER_PORT, and one of several on its machine LOCAL_RANK; unset them all to train in one process";

    public RankEnvironment {
        // As IPv6 addresses stand in URLs.
        masterAddress = masterAddress.matches("\\[.*]")
                ? masterAddress.substring(1, masterAddress.length() - 1)
                : masterAddress;
        if (worldSize < 1 || rank < 0 || rank >= worldSize || localRank < 0 || localRank >= worldSize) {
            throw new IllegalArgumentException(
                    "rank " + rank + ", local rank " + localRank + ", world size " + worldSize);
        }
        if (masterPort < (worldSize == 1 ? 0 : 1) || masterPort > MAX_PORT || masterAddress.isBlank()) {
            throw new IllegalArgumentException("address '" + masterAddress + "', port " + masterPort);
        }
        if (restarts < 0) {
            throw new IllegalArgumentException("restarts " + restarts);
        }
    }

    /** A process that trains on its own. */
    public static RankEnvironment alone() {
        return new RankEnvironment(0, 0, 1, LOCALHOST, 0, false, 0);
    }

    /**
     * Reads what the variables of a process say; without any of them it is alone.
     *
     * @param environment as {@link System#getenv()}
     * @throws ConfigException if values are wrong or some are missing; a line for each, naming the variable
     */
    public static RankEnvironment read(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        if (variables.firstOf("RANK", "WORLD_SIZE", "LOCAL_RANK").isPresent()) {
            return ofPyTorch(variables);
        }
        if (SlurmStep.isIn(variables)) {
            return SlurmStep.read(variables);
        }
        return variables.firstOf("MASTER_ADDR", "MASTER_PORT").isPresent() ? ofPyTorch(variables) : alone();
    }

    private static RankEnvironment ofPyTorch(Variables variables) {
        int worldSize = variables.integer("WORLD_SIZE", 1, Integer.MAX_VALUE);
        int rank = variables.integer("RANK", 0, Integer.MAX_VALUE);
        String address = variables.text("MASTER_ADDR");
        int port = variables.integer("MASTER_PORT", 1, MAX_PORT);
        int localRank = localRank(variables, rank, worldSize, address);
        int restarts = restarts(variables);
        variables.check(ADVICE);
        requireBelow("RANK", rank, worldSize);
        requireBelow("LOCAL_RANK", localRank, worldSize);
        // torchrun's agents serve the store themselves and say so in Python's spelling of true.
        boolean served = variables.has("TORCHELASTIC_USE_AGENT_STORE")
                && variables.text("TORCHELASTIC_USE_AGENT_STORE").equalsIgnoreCase("true");
        return new RankEnvironment(rank, localRank, worldSize, address, port, served, restarts);
    }

    private static int localRank(Variables variables, int rank, int worldSize, String address) {
        if (variables.has("LOCAL_RANK")) {
            return variables.integer("LOCAL_RANK", 0, Integer.MAX_VALUE);
        }
        // A pod of a PyTorchJob is one process; Kubernetes tells every pod where its API is.
        if (worldSize == 1 || variables.has("KUBERNETES_SERVICE_HOST")) {
            return 0;
        }
        // Processes that meet at the loopback address are all here.
        if (!address.isEmpty() && !THIS_MACHINE.contains(address)) {
            variables.problem("LOCAL_RANK is not set, and MASTER_ADDR=" + address + " may be another machine");
        }
        return rank;
    }

    private static int restarts(Variables variables) {
        return variables
                .firstOf(RESTARTS, "TORCHELASTIC_RESTART_COUNT")
                .map(name -> variables.integer(name, 0, Integer.MAX_VALUE))
                .orElse(0);
    }

    private static void requireBelow(String name, int value, int worldSize) {
        if (value >= worldSize) {
            String problem = "environment: " + name + "=" + value + " and WORLD_SIZE=" + worldSize + ": expected "
                    + name + " from 0 to " + (worldSize - 1);
            throw new ConfigException(List.of(problem, ADVICE));
        }
    }

    /** Whether there are other processes. */
    public boolean isDistributed() {
        return worldSize > 1;
    }

    /** Whether this process is the one that writes and prints for all. */
    public boolean isFirst() {
        return rank == 0;
    }

    /** Whether this process has to serve the store at which the others meet. */
    public boolean servesStore() {
        return isFirst() && !storeIsServed;
    }
}
