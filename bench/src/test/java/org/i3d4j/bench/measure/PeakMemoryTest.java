package org.i3d4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PeakMemoryTest {
    @Test
    void readsThePeakAmongTheOtherFigures() {
        List<String> status = List.of("Name:\tjava", "VmPeak:\t 9000 kB", "VmHWM:\t    1536 kB", "VmRSS:\t 1024 kB");

        assertThat(PeakMemory.of(status)).hasValue(1536 * 1024);
    }

    @Test
    void isEmptyWhereTheSystemDoesNotTell() {
        assertThat(PeakMemory.of(List.of("Name:\tjava", "VmHWM:\t"))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsThisProcess() {
        assertThat(PeakMemory.bytes().orElseThrow())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().totalMemory() / 100);
    }
}
