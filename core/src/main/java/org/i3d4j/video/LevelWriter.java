package org.i3d4j.video;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;

/**
 * Writes levels of one channel into a batch, as the values that they stand for there: a table lookup each, and a row at a time. The
 * table holds what is stored, so that narrow types cost less, not more. Lives as long as the batch.
 */
public abstract class LevelWriter {
    private final ClipBatch batch;
    private final int channel;

    private LevelWriter(ClipBatch batch, int channel) {
        this.batch = batch;
        this.channel = channel;
    }

    static LevelWriter of(ClipBatch batch, int channel, float[] values) {
        return switch (batch.type().kind()) {
            case FLOAT32 -> new Float32Levels(batch, channel, values);
            case BFLOAT16 -> new Bfloat16Levels(batch, channel, values);
            case INT8 -> new Int8Levels(batch, channel, values);
        };
    }

    /** Has the rows that follow go to frame {@code frame} of clip {@code clip}. */
    public final void to(int clip, int frame) {
        Objects.checkIndex(clip, batch.clips());
        Objects.checkIndex(frame, batch.frames());
        to(batch.planeBytes(clip, channel, frame));
    }

    abstract void to(ByteBuffer planeHw);

    /**
     * Writes a row of the plane.
     *
     * @param y which
     * @param levels of a width: every {@code step}th from {@code from} on
     */
    public abstract void row(int y, byte[] levels, int from, int step);

    private static final class Float32Levels extends LevelWriter {
        private final float[] values;
        private final float[] row;
        private FloatBuffer plane = FloatBuffer.allocate(0);

        Float32Levels(ClipBatch batch, int channel, float[] values) {
            super(batch, channel);
            this.values = values.clone();
            this.row = new float[batch.width()];
        }

        @Override
        void to(ByteBuffer planeHw) {
            plane = planeHw.asFloatBuffer();
        }

        @Override
        public void row(int y, byte[] levels, int from, int step) {
            for (int x = 0, at = from; x < row.length; x++, at += step) {
                row[x] = values[levels[at] & 0xff];
            }
            plane.put(y * row.length, row);
        }
    }

    private static final class Bfloat16Levels extends LevelWriter {
        private final short[] values;
        private final short[] row;
        private ShortBuffer plane = ShortBuffer.allocate(0);

        Bfloat16Levels(ClipBatch batch, int channel, float[] values) {
            super(batch, channel);
            this.values = new short[values.length];
            for (int level = 0; level < values.length; level++) {
                this.values[level] = ClipType.bfloat16(values[level]);
            }
            this.row = new short[batch.width()];
        }

        @Override
        void to(ByteBuffer planeHw) {
            plane = planeHw.asShortBuffer();
        }

        @Override
        public void row(int y, byte[] levels, int from, int step) {
            for (int x = 0, at = from; x < row.length; x++, at += step) {
                row[x] = values[levels[at] & 0xff];
            }
            plane.put(y * row.length, row);
        }
    }

    private static final class Int8Levels extends LevelWriter {
        private final byte[] values;
        private final byte[] row;
        private ByteBuffer plane = ByteBuffer.allocate(0);

        Int8Levels(ClipBatch batch, int channel, float[] values) {
            super(batch, channel);
            this.values = new byte[values.length];
            for (int level = 0; level < values.length; level++) {
                this.values[level] = batch.type().int8Of(values[level]);
            }
            this.row = new byte[batch.width()];
        }

        @Override
        void to(ByteBuffer planeHw) {
            plane = planeHw;
        }

        @Override
        public void row(int y, byte[] levels, int from, int step) {
            for (int x = 0, at = from; x < row.length; x++, at += step) {
                row[x] = values[levels[at] & 0xff];
            }
            plane.put(y * row.length, row);
        }
    }
}
