package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.LongStream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;

class PublishedModelTest {

    /** The checksum of RGB/inception_i3d/Conv3d_1a_7x7/conv_3d/w in the golden kit's bundle. */
    @Test
    void checksumsAreThoseOfTensorFlowsFiles() {
        TensorData kernels =
                GoldenModel.weights(ModelSettings.of(3, 400), 1, false).require("Conv3d_1a_7x7.conv3d.weight");

        assertThat(PublishedModel.maskedChecksum(kernels)).isEqualTo(1534601195L);
    }

    @Test
    void otherWeightsAreOfNoPublishedModel() {
        long values = LongStream.of(64, 3, 7, 7, 7).reduce(1, (a, b) -> a * b);
        TensorData zeros = TensorData.of(new float[(int) values], 64, 3, 7, 7, 7);

        assertThat(PublishedModel.of(new StateDict(Map.of("Conv3d_1a_7x7.conv3d.weight", zeros))))
                .isEmpty();
    }
}
