package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.frechet.ClipSampling.Take;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsFileTest {
    private static final FeatureOrigin ORIGIN =
            new FeatureOrigin(FvdProtocol.CANONICAL, ClipSampling.first(16), "0123abcd");
    private static final FeatureStatistics STATISTICS =
            new FeatureStatistics(7, new double[] {1, 1e-300}, new double[] {1 / 3.0, 0.1, 0.1, 4});

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("real.safetensors");
    }

    @Test
    void holdsEveryDigit() {
        StatisticsFile.write(file, STATISTICS, ORIGIN);

        FeatureStatistics read = StatisticsFile.read(file, ORIGIN);

        assertThat(read.count()).isEqualTo(7);
        assertThat(read.mean()).containsExactly(STATISTICS.mean());
        assertThat(read.covariance()).containsExactly(STATISTICS.covariance());
    }

    @Test
    void isNotMixedWithFeaturesOfAnotherOrigin() {
        StatisticsFile.write(file, STATISTICS, ORIGIN);
        FeatureOrigin other =
                new FeatureOrigin(FvdProtocol.STYLEGAN_V, new ClipSampling(32, 2, Take.RANDOM, 4), "4567cdef");

        assertThatThrownBy(() -> StatisticsFile.read(file, other))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": its statistics are of other features than those here: frame_stride 1, here 2;"
                        + " frames 16, here 32; model_sha256 0123abcd, here 4567cdef; protocol canonical, here"
                        + " stylegan-v; seed none, here 4; take first, here random. Values of both can't be compared;"
                        + " make it again");
    }

    @Test
    void seedsMatterWhereFramesAreDrawn() {
        StatisticsFile.write(
                file,
                STATISTICS,
                new FeatureOrigin(FvdProtocol.CANONICAL, new ClipSampling(16, 1, Take.RANDOM, 4), "0123abcd"));

        assertThatThrownBy(() -> StatisticsFile.read(
                        file,
                        new FeatureOrigin(FvdProtocol.CANONICAL, new ClipSampling(16, 1, Take.RANDOM, 5), "0123abcd")))
                .hasMessageContaining("seed 4, here 5");
        assertThatThrownBy(() -> StatisticsFile.read(file, ORIGIN)).hasMessageContaining("seed 4, here none");
    }

    @Test
    void isTakenForNothingElse() throws IOException {
        SafetensorsWriter.write(file, Map.of(), Map.of("mean", TensorData.of(new float[2], 2)));
        assertThatThrownBy(() -> StatisticsFile.read(file, ORIGIN))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file + ": holds no statistics for FVD");

        Path text = Files.writeString(folder.resolve("text.safetensors"), "no safetensors at all");
        assertThatThrownBy(() -> StatisticsFile.read(text, ORIGIN)).isInstanceOf(WeightsException.class);
        assertThatThrownBy(() -> StatisticsFile.read(folder.resolve("none.safetensors"), ORIGIN))
                .isInstanceOf(WeightsException.class);
    }

    @Test
    void aFlippedBitIsSeen() throws IOException {
        StatisticsFile.write(file, STATISTICS, ORIGIN);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> StatisticsFile.read(file, ORIGIN))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
    }
}
