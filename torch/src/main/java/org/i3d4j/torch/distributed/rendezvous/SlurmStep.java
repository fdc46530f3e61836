package org.i3d4j.torch.distributed.rendezvous;

/**
 * Tasks that {@code srun} started, by the variables of Slurm's manual page of srun ("output environment variables").
 * MASTER_ADDR and MASTER_PORT go before what is derived.
 */
final class SlurmStep {
    private static final String TASKS = "SLURM_STEP_NUM_TASKS";
    private static final String RESTARTS = "SLURM_RESTART_COUNT";
    /** Below the ports that Linux gives to clients, from 32768 on. */
    private static final int FIRST_PORT = 10_000;

    private static final int PORTS = 20_000;
    private static final String ADVICE =
            "start the processes with srun, which sets these variables, or set RANK, LOCAL_RANK, WORLD_SIZE,"
                    + " MASTER_ADDR and MASTER_PORT";

    private SlurmStep() {}

    /** The script of a batch job has a SLURM_PROCID, too, and the tasks of the job; only a step has its own. */
    static boolean isIn(Variables variables) {
        return variables.has("SLURM_PROCID")
                && variables.has(TASKS)
                && !variables.text(TASKS).equals("1");
    }

    static RankEnvironment read(Variables variables) {
        int worldSize = variables.integer(TASKS, 1, Integer.MAX_VALUE);
        int rank = variables.integer("SLURM_PROCID", 0, worldSize - 1);
        int localRank = variables.integer("SLURM_LOCALID", 0, worldSize - 1);
        String address = variables.has("MASTER_ADDR") ? variables.text("MASTER_ADDR") : firstHost(variables);
        int port = variables.has("MASTER_PORT")
                ? variables.integer("MASTER_PORT", 1, RankEnvironment.MAX_PORT)
                : FIRST_PORT + (int) (variables.number("SLURM_JOB_ID", 0, Long.MAX_VALUE) % PORTS);
        String restartsName =
                variables.firstOf(RankEnvironment.RESTARTS, RESTARTS).orElse("");
        int restarts = restartsName.isEmpty() ? 0 : variables.integer(restartsName, 0, Integer.MAX_VALUE);
        variables.check(ADVICE);
        return new RankEnvironment(rank, localRank, worldSize, address, port, false, restarts);
    }

    private static String firstHost(Variables variables) {
        String name = variables.firstOf("SLURM_STEP_NODELIST").orElse("SLURM_JOB_NODELIST");
        String list = variables.text(name);
        return HostList.first(list).orElseGet(() -> {
            if (!list.isEmpty()) {
                variables.problem(name + "=" + list + ": expected host names as node[03-05,7]");
            }
            return "";
        });
    }
}
