package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipBatchTest {

    /** Levels 0 to 4 of channel 1, forwards and, every second one, backwards. */
    private static ClipBatch written(ClipType type, float... values) {
        ClipBatch batch = ClipBatch.allocate(type, 2, 2, 2, 2, values.length);
        float[] ofLevels = new float[256];
        byte[] levels = new byte[2 * values.length];
        for (int level = 0; level < values.length; level++) {
            ofLevels[255 - level] = values[level];
            levels[2 * level] = (byte) (255 - level);
        }
        LevelWriter plane = batch.levels(1, ofLevels);
        plane.to(1, 1);
        plane.row(0, levels, 0, 2);
        plane.row(1, levels, levels.length - 2, -2);
        return batch;
    }

    @Test
    void levelsBecomeTheirValues() {
        try (ClipBatch batch = written(ClipType.FLOAT32, 0.1f, -7, 1e-30f)) {
            float[] plane = new float[6];
            batch.plane(1, 1, 1).get(plane);
            assertThat(plane).containsExactly(0.1f, -7, 1e-30f, 1e-30f, -7, 0.1f);
        }
    }

    /** Halfway between two numbers of eight bits the even one is the nearest; the largest ones round to the next power of two. */
    @Test
    void bfloat16IsRoundedToTheNearestEven() {
        float[] values = {1, 1 + 0x1p-8f, 1 + 0x3p-8f, -1 - 0x1.01p-8f, -0.0f, 0x1.fffffep-1f};
        try (ClipBatch batch = written(ClipType.BFLOAT16, values)) {
            assertThat(batch.planeBytes(1, 1, 1).limit()).isEqualTo(2 * 2 * values.length);
            short[] row = new short[values.length];
            batch.planeBytes(1, 1, 1).asShortBuffer().get(row);
            assertThat(row)
                    .containsExactly(
                            (short) 0x3f80, (short) 0x3f80, (short) 0x3f82, (short) 0xbf81, (short) 0x8000, (short)
                                    0x3f80);
        }
    }

    @Test
    void int8CountsUnitsAndSaturates() {
        try (ClipBatch batch = written(ClipType.int8(0.5f), 0.25f, 0.75f, -0.75f, 0.76f, 1000, -1000)) {
            byte[] row = new byte[6];
            batch.planeBytes(1, 1, 1).get(row);
            assertThat(row).containsExactly(0, 2, -2, 2, 127, -128);
        }
    }

    private static List<ClipType> types() {
        return List.of(ClipType.FLOAT32, ClipType.BFLOAT16, ClipType.int8(0.01f));
    }

    @ParameterizedTest
    @MethodSource("types")
    void clipsAndFramesAreCopiedWhole(ClipType type) {
        try (ClipBatch from = written(type, 0.5f, -0.25f, 1);
                ClipBatch into = written(type, 0, 0, 0)) {
            into.copyFrames(1, 0, 0, 2);
            from.copyClips(1, 1, into, 0);
            assertThat(into.planeBytes(0, 1, 1)).isEqualTo(from.planeBytes(1, 1, 1));
            into.copyFrames(0, 1, 1, 1);
            assertThat(into.planeBytes(1, 1, 0)).isEqualTo(from.planeBytes(1, 1, 1));
            ByteBuffer untouched = into.planeBytes(1, 1, 1);
            assertThat(untouched).isEqualTo(ByteBuffer.allocate(untouched.limit()));
        }
    }

    @Test
    void copiesGoToAlikeBatchesOnly() {
        try (ClipBatch floats = written(ClipType.FLOAT32, 1);
                ClipBatch wider = written(ClipType.FLOAT32, 1, 2);
                ClipBatch turned = ClipBatch.allocate(2, 2, 2, 1, 2);
                ClipBatch shorts = written(ClipType.BFLOAT16, 1)) {
            assertThatThrownBy(() -> floats.copyClips(0, 1, wider, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> floats.copyClips(0, 1, turned, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> floats.copyClips(0, 1, shorts, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> floats.copyClips(1, 2, floats, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> floats.copyClips(0, 1, floats, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void levelsStayWithinTheBatch() {
        try (ClipBatch batch = ClipBatch.allocate(1, 3, 2, 4, 4)) {
            LevelWriter plane = batch.levels(0, new float[256]);
            assertThatThrownBy(() -> plane.to(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> plane.to(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> batch.levels(3, new float[256])).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
    void unitsArePositive(float unit) {
        assertThatThrownBy(() -> ClipType.int8(unit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesOfOtherTypesAreNotReadAsFloat32() {
        try (ClipBatch shorts = written(ClipType.BFLOAT16, 1)) {
            assertThatThrownBy(shorts::pointer)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("clips of bfloat16 were read as float32");
            assertThatThrownBy(() -> shorts.plane(0, 0, 0)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aViewOfAPlaneIsThatPlane() {
        try (ClipBatch batch = ClipBatch.allocate(2, 3, 4, 2, 2)) {
            FloatBuffer all = batch.pointer().asBuffer();
            assertThat(all.limit()).isEqualTo(2 * 3 * 4 * 4);
            batch.plane(1, 2, 3).put(3, 42);
            assertThat(all.get(all.limit() - 1)).isEqualTo(42);
        }
    }
}
