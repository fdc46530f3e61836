package org.i3d4j.report.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The values of a column for some rows, as a page of Parquet's first kind holds them: repetition levels and definition
 * levels of a list, then the values, plain. Not safe for use by several threads at a time.
 */
public final class ParquetPage {
    private static final int CONTINUES = 0x80;
    private static final int LOW_BITS = 7;

    private final ParquetColumn column;
    private final ByteArrayOutputStream repetitions = new ByteArrayOutputStream();
    private final ByteArrayOutputStream definitions = new ByteArrayOutputStream();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private int count;

    /** An empty one. */
    public ParquetPage(ParquetColumn column) {
        this.column = column;
    }

    ParquetColumn column() {
        return column;
    }

    /** Number of values; an empty list counts as one. */
    int count() {
        return count;
    }

    /** Adds a row of bytes. */
    public void add(byte[] bytes) {
        levels(1);
        values.writeBytes(length(bytes.length));
        values.writeBytes(bytes);
    }

    /** Adds a row: a list, or one number. */
    public void add(int[] numbers) {
        levels(numbers.length);
        byte[] bytes = new byte[numbers.length * Integer.BYTES];
        littleEndian(bytes).asIntBuffer().put(numbers);
        values.writeBytes(bytes);
    }

    /** Adds a row: a list, or one number. */
    public void add(float[] numbers) {
        levels(numbers.length);
        byte[] bytes = new byte[numbers.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(numbers);
        values.writeBytes(bytes);
    }

    /** Adds a row of one number. */
    public void add(double number) {
        levels(1);
        byte[] bytes = new byte[Double.BYTES];
        littleEndian(bytes).putDouble(number);
        values.writeBytes(bytes);
    }

    /** Of a row: its first value begins a list, the others go on with it; level 0 of definition is a list of nothing. */
    private void levels(int length) {
        if (!column.isList()) {
            if (length != 1) {
                throw new IllegalArgumentException(length + " values in a row of column '" + column.name() + "'");
            }
            count++;
            return;
        }
        run(repetitions, 1, 0);
        if (length > 1) {
            run(repetitions, length - 1, 1);
        }
        run(definitions, Math.max(1, length), length == 0 ? 0 : 1);
        count += Math.max(1, length);
    }

    /** A run of equal levels of one bit: its length, doubled, in groups of seven bits, then the level. */
    private static void run(ByteArrayOutputStream levels, int length, int level) {
        int rest = length << 1;
        while (rest >= CONTINUES) {
            levels.write((rest & (CONTINUES - 1)) | CONTINUES);
            rest >>>= LOW_BITS;
        }
        levels.write(rest);
        levels.write(level);
    }

    /** The page without its header. */
    byte[] bytes() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        if (column.isList()) {
            append(repetitions, page);
            append(definitions, page);
        }
        page.writeBytes(values.toByteArray());
        return page.toByteArray();
    }

    private static void append(ByteArrayOutputStream levels, ByteArrayOutputStream page) {
        page.writeBytes(length(levels.size()));
        page.writeBytes(levels.toByteArray());
    }

    private static byte[] length(int bytes) {
        byte[] length = new byte[Integer.BYTES];
        littleEndian(length).putInt(bytes);
        return length;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
