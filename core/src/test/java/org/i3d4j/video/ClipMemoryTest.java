package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.error.DeviceException;
import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;

class ClipMemoryTest {

    @Test
    void aBatchBeyondTheMachineIsRefusedWithItsShape() {
        assertThatThrownBy(() -> ClipBatch.allocate(65536, 3, 4096, 16384, 16384))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("a batch of 65536x3x4096x16384x16384 values")
                .hasMessageContaining(" GiB")
                .hasMessageContaining("use a smaller batch");
    }

    @Test
    void aClipBeyondTheMachineIsRefusedWithItsShape() {
        assertThatThrownBy(() -> Clip.allocate(Integer.MAX_VALUE, 8192, 8192))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("a clip of 2147483647x8192x8192x3 bytes");
    }

    @Test
    void aFrameBeyondWhatABufferHoldsIsRefused() {
        assertThatThrownBy(() -> Clip.allocate(1, 65536, 65536))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("frames above 2 GiB");
    }
}
