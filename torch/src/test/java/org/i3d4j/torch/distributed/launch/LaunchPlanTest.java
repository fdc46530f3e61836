package org.i3d4j.torch.distributed.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import org.junit.jupiter.api.Test;

class LaunchPlanTest {
    @Test
    void numbersTheProcessesOfAllMachines() {
        Map<String, String> environment =
                new LaunchPlan(4, 2, 1, "node0", 29500, 3).environment(Map.of("LANG", "C.UTF-8"), 2, 29500, 1);

        assertThat(environment)
                .containsEntry("RANK", "6")
                .containsEntry("LOCAL_RANK", "2")
                .containsEntry("WORLD_SIZE", "8")
                .containsEntry("LOCAL_WORLD_SIZE", "4")
                .containsEntry("MASTER_ADDR", "node0")
                .containsEntry("MASTER_PORT", "29500")
                .containsEntry("I3D_RESTARTS", "1")
                .containsEntry(
                        "I3D_LAUNCHER_PID",
                        String.valueOf(ProcessHandle.current().pid()))
                .containsEntry("LANG", "C.UTF-8");
    }

    @Test
    void processesReadWhatTheyAreTold() {
        RankEnvironment environment = RankEnvironment.read(new LaunchPlan(2, 3, 1, "node0", 29500, 3)
                .environment(Map.of("PATH", "/bin", "TORCHELASTIC_USE_AGENT_STORE", "True"), 1, 29500, 2));

        assertThat(environment).isEqualTo(new RankEnvironment(3, 1, 6, "node0", 29500, false, 2));
        assertThat(environment.isDistributed()).isTrue();
        assertThat(environment.isFirst()).isFalse();
    }

    @Test
    void sharesTheCoresUnlessToldHow() {
        assertThat(LaunchPlan.here(1_000_000, 0).environment(Map.of(), 0, 1, 0)).containsEntry("OMP_NUM_THREADS", "1");
        assertThat(LaunchPlan.here(1, 0).environment(Map.of(), 0, 1, 0))
                .containsEntry(
                        "OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors()));
        assertThat(LaunchPlan.here(1, 0).environment(Map.of("OMP_NUM_THREADS", "7"), 0, 1, 0))
                .containsEntry("OMP_NUM_THREADS", "7");
    }

    @Test
    void refusesWhatCanNotBeStarted() {
        assertThatIllegalArgumentException().isThrownBy(() -> LaunchPlan.here(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> LaunchPlan.here(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaunchPlan(1, 2, 2, "a", 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaunchPlan(1, 2, 0, "a", 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaunchPlan(1, 2, 0, " ", 1, 0));
    }
}
