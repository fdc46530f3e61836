package org.i3d4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;
import org.junit.jupiter.api.Test;

class MachineMemoryTest {
    private static final long GIB = 1L << 30;

    @Test
    void knowsThisMachine() {
        assertThat(MachineMemory.bytes()).isGreaterThan(GIB / 4);
    }

    @Test
    void refusesMoreThanThereIsWithBothAmounts() {
        assertThatThrownBy(() -> MachineMemory.require(2.5 * GIB, "a batch of 4 clips", 2 * GIB))
                .isInstanceOf(DeviceException.class)
                .hasMessage("out of memory: a batch of 4 clips takes at least 2.50 GiB and this machine has 2.00 GiB; "
                        + Advice.SMALLER_CLIPS);
        assertThatCode(() -> MachineMemory.require(2.0 * GIB, "a batch", 2 * GIB))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatNoLongCanCount() {
        assertThatThrownBy(() -> MachineMemory.require(1e30, "a batch")).isInstanceOf(DeviceException.class);
    }
}
