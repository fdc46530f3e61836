package org.i3d4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    @TempDir
    private Path folder;

    @Test
    void writesRowsAndQuotesWhatNeedsIt() {
        CsvTable table = new CsvTable(List.of("a", "b"));
        table.add("x, y", 1);
        table.add("say \"so\"", 2.5);
        table.write(folder.resolve("t.csv"));

        assertThat(folder.resolve("t.csv")).hasContent("a,b\n\"x, y\",1\n\"say \"\"so\"\"\",2.5\n");
    }

    @Test
    void refusesRowsOfAnotherLength() {
        CsvTable table = new CsvTable(List.of("a", "b"));

        assertThatThrownBy(() -> table.add(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
