package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchRuntimeTest {

    @Test
    void findsTheCpu() {
        try (Device device = TorchRuntime.device("cpu")) {
            assertThat(device.is_cpu()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:100", "cpu:0", "cuda:0 "})
    void refusesANameThatIsNoDevice(String name) {
        assertThatThrownBy(() -> TorchRuntime.device(name))
                .isInstanceOf(DeviceException.class)
                .hasMessage("unknown device '" + name + "'; expected cpu, cuda or cuda:N");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "cuda:0", "cuda:7"})
    void saysWhatToDoWhereThereIsNoCuda(String name) {
        TorchRuntime.load();
        assumeThat(torch.hasCUDA()).isFalse();

        assertThatThrownBy(() -> TorchRuntime.device(name))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("no usable CUDA device")
                .hasMessageContaining("--device cpu");
    }

    @Test
    void explainsAnErrorByItsFirstLineAndKeepsTheRestAsTheCause() {
        RuntimeException error = new RuntimeException("sizes differ\nException raised from add at native.cpp:7");

        assertThat(TorchRuntime.explain("training step 12", error))
                .isInstanceOf(DeviceException.class)
                .hasMessage("training step 12 failed in libtorch: sizes differ")
                .hasCause(error);
    }

    @Test
    void advisesOnLackOfMemory() {
        RuntimeException error = new RuntimeException("DefaultCPUAllocator: not enough memory: you tried 9 bytes");

        assertThat(TorchRuntime.explain("training step 1", error)).hasMessageContaining("use a smaller batch");
    }
}
