package org.i3d4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|1", "0,64|2", "0-1|2", "0-3,8-11|8"})
    void countsTheCoresThatShareAPhysicalOne(String list, int cores) {
        assertThat(Machine.siblings(list)).isEqualTo(cores);
    }

    @Test
    void knowsThisMachine() {
        Machine here = Machine.here("AVX2", Map.of("onednn", "3.11.0"));

        assertThat(here.processor()).isNotBlank();
        assertThat(here.cores()).isPositive();
        assertThat(here.libraries()).containsKeys("onednn", "java", "system");
    }
}
