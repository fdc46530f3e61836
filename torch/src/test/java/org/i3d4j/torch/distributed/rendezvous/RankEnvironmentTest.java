package org.i3d4j.torch.distributed.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankEnvironmentTest {
    /** Variables as in a shell, separated by spaces; without a value a variable is empty. */
    private static Map<String, String> variables(String assignments) {
        Map<String, String> variables = new HashMap<>(Map.of("PATH", "/bin", "HOME", "/home/u"));
        for (String assignment : assignments.strip().split("\\s+", -1)) {
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    private static RankEnvironment read(String assignments) {
        return RankEnvironment.read(variables(assignments));
    }

    private static void refuses(String assignments, String... told) {
        assertThatThrownBy(() -> read(assignments))
                .isInstanceOf(ConfigException.class)
                .message()
                .contains(told);
    }

    @Test
    void aProcessThatIsToldNothingIsAlone() {
        RankEnvironment alone = RankEnvironment.read(Map.of());

        assertThat(alone).isEqualTo(RankEnvironment.alone()).isEqualTo(read("RANK= WORLD_SIZE="));
        assertThat(alone.isDistributed()).isFalse();
        assertThat(alone.isFirst()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"True, true", "False, false", "'', false"})
    void leavesTheStoreToTorchrunWhereItsAgentServesOne(String agentStore, boolean served) {
        RankEnvironment environment = read("RANK=0 LOCAL_RANK=0 WORLD_SIZE=2 MASTER_ADDR=host MASTER_PORT=29400"
                + " TORCHELASTIC_RUN_ID=none TORCHELASTIC_RESTART_COUNT=1 TORCHELASTIC_USE_AGENT_STORE=" + agentStore);

        assertThat(environment).isEqualTo(new RankEnvironment(0, 0, 2, "host", 29400, served, 1));
        assertThat(environment.servesStore()).isNotEqualTo(served);
    }

    @Test
    void aPodOfKubernetesIsOneProcessOnItsMachine() {
        assertThat(read("RANK=1 WORLD_SIZE=4 MASTER_ADDR=job-master-0 MASTER_PORT=23456"
                        + " KUBERNETES_SERVICE_HOST=10.0.0.1"))
                .isEqualTo(new RankEnvironment(1, 0, 4, "job-master-0", 23456, false, 0));
    }

    @Test
    void processesThatMeetAtTheLoopbackAddressAreAllOnThisMachine() {
        assertThat(read("RANK=1 WORLD_SIZE=4 MASTER_ADDR=localhost MASTER_PORT=1")
                        .localRank())
                .isEqualTo(1);
        refuses("RANK=1 WORLD_SIZE=4 MASTER_ADDR=node7 MASTER_PORT=1", "LOCAL_RANK is not set", "node7");
    }

    @Test
    void readsATaskOfSrun() {
        String step = "SLURM_PROCID=3 SLURM_LOCALID=1 SLURM_NTASKS=4 SLURM_STEP_NUM_TASKS=4 SLURM_JOB_ID=123456"
                + " SLURM_JOB_NODELIST=login SLURM_STEP_NODELIST=node[03-04]";

        assertThat(read(step)).isEqualTo(new RankEnvironment(3, 1, 4, "node03", 10_000 + 3_456, false, 0));
        assertThat(read(step + " MASTER_ADDR=a MASTER_PORT=77 SLURM_RESTART_COUNT=2"))
                .isEqualTo(new RankEnvironment(3, 1, 4, "a", 77, false, 2));
        assertThat(read(step + " RANK=0 LOCAL_RANK=0 WORLD_SIZE=2 MASTER_ADDR=a MASTER_PORT=77"))
                .as("what is said outright goes first")
                .isEqualTo(new RankEnvironment(0, 0, 2, "a", 77, false, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "SLURM_PROCID=0 SLURM_LOCALID=0 SLURM_NTASKS=8 SLURM_JOB_ID=1 SLURM_JOB_NODELIST=a",
        "SLURM_PROCID=0 SLURM_LOCALID=0 SLURM_NTASKS=8 SLURM_STEP_NUM_TASKS=1"
    })
    void theScriptOfABatchJobAndAStepOfOneTaskAreAlone(String assignments) {
        assertThat(read(assignments)).isEqualTo(RankEnvironment.alone());
    }

    @Test
    void namesWhatIsWrongInAStepOfSlurm() {
        refuses(
                "SLURM_PROCID=4 SLURM_LOCALID=x SLURM_STEP_NUM_TASKS=4 SLURM_STEP_NODELIST=node[1",
                "SLURM_PROCID=4: expected a whole number from 0 to 3",
                "SLURM_LOCALID=x",
                "SLURM_STEP_NODELIST=node[1: expected host names as",
                "SLURM_JOB_ID is not set");
        refuses("SLURM_PROCID=0 SLURM_LOCALID=0 SLURM_STEP_NUM_TASKS=4 SLURM_JOB_ID=1", "SLURM_JOB_NODELIST");
    }

    @ParameterizedTest
    @CsvSource({
        "node3, node3",
        "'a,b', a",
        "'node[03-05,7],login', node03",
        "'gpu[7],node[1-2]', gpu7",
        "'rack[2-3]n[01-04]-ib', rack2n01-ib"
    })
    void theFirstHostOfAListIsTheMaster(String list, String host) {
        assertThat(HostList.first(list)).contains(host);
    }

    @ParameterizedTest
    @CsvSource({"node[", "'node[a-b]'", "']'", "',a'", "'a b'", "''"})
    void whatIsNoListOfHostsHasNoFirst(String list) {
        assertThat(HostList.first(list)).isEmpty();
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        refuses(
                "RANK=one WORLD_SIZE=0 MASTER_PORT=70000 TORCHELASTIC_RESTART_COUNT=-1",
                "RANK=one: expected a whole number of at least 0",
                "WORLD_SIZE=0: expected a whole number of at least 1",
                "MASTER_ADDR is not set",
                "MASTER_PORT=70000: expected a whole number from 1 to 65535",
                "TORCHELASTIC_RESTART_COUNT=-1",
                "unset them all to train in one process");
    }

    @ParameterizedTest
    @CsvSource({
        "RANK=0, WORLD_SIZE is not set",
        "WORLD_SIZE=2, RANK is not set",
        "LOCAL_RANK=0, RANK is not set",
        "MASTER_ADDR=a, WORLD_SIZE is not set",
        "RANK=2 WORLD_SIZE=2 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=1, RANK=2 and WORLD_SIZE=2: expected RANK from 0 to 1",
        "RANK=1 WORLD_SIZE=2 LOCAL_RANK=5 MASTER_ADDR=a MASTER_PORT=1, LOCAL_RANK=5 and WORLD_SIZE=2"
    })
    void partOfTheVariablesOrARankOutsideTheWorldIsAnError(String assignments, String told) {
        refuses(assignments, told);
    }
}
