package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.network.Precision;
import org.junit.jupiter.api.Test;

class FeatureMemoryTest {
    private static final Architecture RGB = ModelSettings.of(3, 400).architecture();
    private static final Extent CLIP = new Extent(64, 224, 224);

    /** The first convolution's output is the largest: 64 channels of 32x112x112. */
    @Test
    void theLargestMapIsTheLeastWhenNoneIsKept() {
        double map = 64.0 * 32 * 112 * 112;

        assertThat(new FeatureMemory(RGB, Precision.FP32, false).leastBytes(1, CLIP))
                .isEqualTo(4 * map);
        assertThat(new FeatureMemory(RGB, Precision.BF16, false).leastBytes(3, CLIP))
                .isEqualTo(3 * 2 * map);
    }

    /** The backbone's maps of one clip, 92.7 million values, added up by hand from the table of the paper. */
    @Test
    void allMapsCountWhenTheyAreKept() {
        double values = 64.0 * 32 * 112 * 112 // Conv3d_1a
                + 64.0 * 32 * 56 * 56 * 2 // MaxPool3d_2a, Conv3d_2b
                + 192.0 * 32 * 56 * 56 // Conv3d_2c
                + (192.0 + 256 + 480) * 32 * 28 * 28 // MaxPool3d_3a, Mixed_3b, Mixed_3c
                + (480.0 + 512 * 3 + 528 + 832) * 16 * 14 * 14 // MaxPool3d_4a, Mixed_4b to Mixed_4f
                + (832.0 * 2 + 1024) * 8 * 7 * 7 // MaxPool3d_5a, Mixed_5b, Mixed_5c
                + (1024.0 + 400) * 7; // average pool, head

        assertThat(new FeatureMemory(RGB, Precision.FP32, true).leastBytes(2, CLIP))
                .isEqualTo(2 * 4 * values);
    }

    @Test
    void whatNoMachineHoldsIsRefused() {
        FeatureMemory training = new FeatureMemory(RGB, Precision.FP32, true);

        assertThatThrownBy(() -> training.require(65536, new Extent(64, 4096, 4096)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("training on 65536 clips of 64x4096x4096")
                .hasMessageContaining("use a smaller batch");
        assertThatCode(() -> training.require(1, new Extent(8, 32, 32))).doesNotThrowAnyException();
    }
}
