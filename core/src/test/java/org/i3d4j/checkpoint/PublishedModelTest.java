package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.LongStream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
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

    /** The logits that are wanted: of playing cricket as published, one other that makes the norm. */
    private static float[] logits(PublishedModel.Sample sample) {
        float[] logits = new float[400];
        logits[PublishedModel.Sample.PLAYING_CRICKET] = (float) sample.logit();
        logits[0] = -(float) Math.sqrt(sample.norm() * sample.norm() - sample.logit() * sample.logit());
        return logits;
    }

    @Test
    void publishedFiguresAgreeWithThemselves() {
        assertThat(PublishedModel.Sample.BOTH.compare(logits(PublishedModel.Sample.BOTH)))
                .hasSize(3)
                .allMatch(PublishedModel.Sample.Figure::agrees);
    }

    @Test
    void figuresThatDifferAreNamed() {
        float[] logits = logits(PublishedModel.Sample.BOTH);
        logits[PublishedModel.Sample.PLAYING_CRICKET] *= 1.002f;

        assertThat(PublishedModel.Sample.BOTH.compare(logits))
                .filteredOn(figure -> !figure.agrees())
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.name()).isEqualTo("logit of playing cricket");
                    assertThat(figure.published()).isEqualTo(41.813675);
                    assertThat(figure.found()).isCloseTo(41.897, within(0.001));
                });
        assertThatThrownBy(() -> PublishedModel.Sample.BOTH.compare(new float[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("there are 2 logits; expected those of 400 classes");
    }
}
