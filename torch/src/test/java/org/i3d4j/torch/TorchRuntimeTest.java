package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.Advice;
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
                .hasMessageContaining(Advice.USE_CPU.toString());
    }

    @Test
    void explainsAnErrorByItsFirstLineAndKeepsTheRestAsTheCause() {
        RuntimeException error = new RuntimeException("sizes differ\nException raised from add at native.cpp:7");

        assertThat(TorchRuntime.explain("training step 12", error))
                .isInstanceOf(DeviceException.class)
                .hasMessage("training step 12 failed in libtorch: sizes differ")
                .hasCause(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[enforce fail] DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
                "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.",
                "CUDA out of memory. Tried to allocate 2.00 GiB.",
                "std::bad_alloc"
            })
    void advisesOnLackOfMemory(String message) {
        assertThat(TorchRuntime.explain("training step 1", new RuntimeException(message)))
                .hasMessageContaining("training step 1 failed in libtorch: " + message)
                .hasMessageEndingWith(Advice.SMALLER_CLIPS.toString());
    }

    @Test
    void aNumberBeyondTheLastDeviceIsRefusedSayingHowManyThereAre() {
        TorchRuntime.requireNumber("cuda", 1);
        TorchRuntime.requireNumber("cuda:1", 2);
        assertThatThrownBy(() -> TorchRuntime.requireNumber("cuda:2", 2))
                .isInstanceOf(DeviceException.class)
                .hasMessage("device 'cuda:2' was asked for and this machine has 2 CUDA devices, numbered from cuda:0 to"
                        + " cuda:1");
    }
}
