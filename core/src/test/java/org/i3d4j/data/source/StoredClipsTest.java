package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredClipsTest {
    private static final int VALUES = 2 * 1 * 1 * 2 * 3;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("clips.npy");
    }

    /** Two clips of a frame of 1x2 pixels; {@code value} is the last. */
    private void writeFloats(float first, float value) {
        float[] values = new float[VALUES];
        Arrays.fill(values, first);
        values[VALUES - 1] = value;
        NpyFile.write(file, TensorData.of(values, 2, 1, 1, 2, 3));
    }

    private static byte[] pixels(VideoSource video) {
        try (OpenVideo open = video.open(VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(1, 1, 2)) {
            open.read(new int[] {0}, clip, Interpolation.LINEAR);
            byte[] pixels = new byte[6];
            clip.frame(0).get(pixels);
            return pixels;
        }
    }

    @Test
    void bytesAreLevels() {
        ByteBuffer levels = TensorData.allocate(VALUES);
        for (int i = 0; i < VALUES; i++) {
            levels.put((byte) (20 * i));
        }
        NpyFile.write(file, new TensorData(DataType.U8, List.of(2L, 1L, 1L, 2L, 3L), levels.flip()));

        StoredClips clips = StoredClips.in(file, Optional.empty());

        assertThat(clips.clips()).isEqualTo(2);
        assertThat(pixels(clips.video(0))).containsExactly(0, 20, 40, 60, 80, 100);
        assertThat(pixels(clips.video(1)))
                .containsExactly(120, (byte) 140, (byte) 160, (byte) 180, (byte) 200, (byte) 220);
        assertThat(clips.video(1).name()).isEqualTo(file + ": clip 1");
    }

    @Test
    void aValueBelowZeroTellsTheRange() {
        writeFloats(1, -0.5f);

        StoredClips clips = StoredClips.in(file, Optional.empty());

        assertThat(clips.range()).isEqualTo(FloatRange.SIGNED);
        assertThat(pixels(clips.video(1))).endsWith((byte) 255, 64);
    }

    /** As bright [-1, 1] and as [0, 1] they are other pixels. */
    @Test
    void floatsWithoutOneAreOfTheRangeThatTheCallerNames() {
        writeFloats(1, 0.5f);

        assertThatThrownBy(() -> StoredClips.in(file, Optional.empty()))
                .isInstanceOf(VideoException.class)
                .hasMessage(file + ": holds float32 without a value below 0, which may be pixels in [0, 1] or bright"
                        + " ones in [-1, 1]; store uint8, or say which it is");
        assertThat(pixels(StoredClips.in(file, Optional.of(FloatRange.UNIT)).video(1)))
                .endsWith((byte) 255, (byte) 128);
        assertThat(pixels(StoredClips.in(file, Optional.of(FloatRange.SIGNED)).video(1)))
                .endsWith((byte) 255, (byte) 191);
    }

    /** Rounding of a [0, 1] clip to below 0 does not make another range of it. */
    @Test
    void roundingIsNoRange() {
        writeFloats(1, -0.001f);

        assertThatThrownBy(() -> StoredClips.in(file, Optional.empty()))
                .hasMessageContaining("without a value below 0");
        assertThat(pixels(StoredClips.in(file, Optional.of(FloatRange.UNIT)).video(1)))
                .endsWith((byte) 0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, -1.5f, 200})
    void valuesOfNoRangeAreRefused(float value) {
        writeFloats(0.25f, value);

        assertThatThrownBy(() -> StoredClips.in(file, Optional.empty()))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(file + ": holds the value " + value + "; expected float32 in [-1, 1]");
        VideoSource named = StoredClips.in(file, Optional.of(FloatRange.UNIT)).video(1);
        assertThatThrownBy(() -> pixels(named))
                .isInstanceOf(VideoException.class)
                .hasMessage(file + ": holds the value " + value + "; expected float32 in [0, 1], pixels as x / 255"
                        + " makes them");
    }

    @Test
    void whatHoldsNoClipsIsRefused() {
        NpyFile.write(file, TensorData.of(new float[4], 2, 2));

        assertThatThrownBy(() -> StoredClips.in(file, Optional.empty()))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("expected a clip as U8 or F32 [frames, height, width, channels]");
    }
}
