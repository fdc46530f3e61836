package org.i3d4j.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.i3d4j.bench.measure.Machine;
import org.junit.jupiter.api.Test;

class BenchEngineTest {
    @Test
    void tellsWhatItRunsOn() {
        Machine machine = BenchEngine.machine();

        assertThat(machine.instructionSet()).matches("[A-Z0-9_]+");
        assertThat(machine.libraries().get("onednn")).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(machine.libraries()).containsKey("libtorch");
    }
}
