package org.i3d4j.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ParquetPageTest {
    /** Levels of lists of 3, 0 and 200 values: runs of length times two, in groups of seven bits, and the level. */
    @Test
    void listsMayBeEmptyOrLong() {
        ParquetPage page = new ParquetPage(ParquetColumn.ints("labels"));
        page.add(new int[] {7, 8, 9});
        page.add(new int[0]);
        page.add(new int[200]);

        assertThat(page.count()).isEqualTo(204);
        byte[] repetitions = {2, 0, 4, 1, 2, 0, 2, 0, (byte) 0x8e, 3, 1};
        byte[] definitions = {6, 1, 2, 0, (byte) 0x90, 3, 1};
        ByteBuffer expected = ByteBuffer.allocate(8 + repetitions.length + definitions.length + 203 * 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(repetitions.length).put(repetitions);
        expected.putInt(definitions.length).put(definitions);
        expected.putInt(7).putInt(8).putInt(9);
        assertThat(page.bytes()).isEqualTo(expected.array());
    }

    @Test
    void aColumnOfNumbersTakesOneEach() {
        ParquetPage page = new ParquetPage(ParquetColumn.integer("label"));

        assertThatThrownBy(() -> page.add(new int[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 values in a row of column 'label'");
    }

    @Test
    void realNumbersHaveEightBytes() {
        ParquetPage page = new ParquetPage(ParquetColumn.real("seconds"));
        page.add(2.5);

        assertThat(page.bytes())
                .isEqualTo(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putDouble(2.5)
                        .array());
    }
}
