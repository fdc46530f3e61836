package org.i3d4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvMetricsTest {
    private static final List<String> COLUMNS = List.of("step", "loss", "top1");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("run/metrics.csv");
    }

    @Test
    void writesRowsUnderTheHeaderAtOnce() {
        try (CsvMetrics metrics = CsvMetrics.open(file, COLUMNS)) {
            assertThat(file).hasContent("step,loss,top1\n");
            metrics.row(Map.of("step", 1, "loss", 2.5));
            assertThat(file).hasContent("step,loss,top1\n1,2.5,\n");
        }
    }

    @Test
    void quotesWhatWouldBreakARow() {
        try (CsvMetrics metrics = CsvMetrics.open(file, List.of("a,b", "c"))) {
            metrics.row(Map.of("a,b", "say \"x\"\nand y"));
        }
        assertThat(file).hasContent("\"a,b\",c\n\"say \"\"x\"\"\nand y\",\n");
    }

    @Test
    void goesOnInATableWithTheSameHeader() {
        try (CsvMetrics metrics = CsvMetrics.open(file, COLUMNS)) {
            metrics.row(Map.of("step", 1));
        }
        try (CsvMetrics metrics = CsvMetrics.open(file, COLUMNS)) {
            metrics.row(Map.of("step", 2));
        }
        assertThat(file).hasContent("step,loss,top1\n1,,\n2,,\n");
    }

    @Test
    void dropsARowCutShortByACrash() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(file, "step,loss,top1\n1,2,3\n2,0.");
        try (CsvMetrics metrics = CsvMetrics.open(file, COLUMNS)) {
            metrics.row(Map.of("step", 2, "loss", 0.5));
        }
        assertThat(file).hasContent("step,loss,top1\n1,2,3\n2,0.5,\n");
    }

    @Test
    void leavesAnotherTableAlone() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        for (String other : List.of("epoch,loss\n1,2\n", "some text without any line break")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> CsvMetrics.open(file, COLUMNS))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("metrics.csv")
                    .hasMessageContaining("[step, loss, top1]");
            assertThat(file).hasContent(other);
        }
    }

    @Test
    void dropsRowsThatAreNotWantedAndGoesOnBehindTheRest() {
        try (CsvMetrics metrics = CsvMetrics.open(file, COLUMNS)) {
            metrics.row(Map.of("step", 1, "loss", 0.25));
            metrics.row(Map.of("step", 2));
            metrics.row(Map.of("step", 1, "top1", 0.5));
            metrics.row(Map.of("step", 3));

            metrics.retain(row -> "1".equals(row.get("step")));
            assertThat(file).hasContent("step,loss,top1\n1,0.25,\n1,,0.5\n");

            metrics.row(Map.of("step", 2, "loss", 4));
            metrics.retain(row -> true);
        }
        assertThat(file).hasContent("step,loss,top1\n1,0.25,\n1,,0.5\n2,4,\n");
    }

    @Test
    void refusesUnknownColumns() {
        try (CsvMetrics metrics = CsvMetrics.open(file, COLUMNS)) {
            assertThatThrownBy(() -> metrics.row(Map.of("los", 1))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(file).hasContent("step,loss,top1\n");
    }

    /** A disk that is full takes no header; the file is closed all the same. */
    @Test
    void whatCantBeBegunIsClosed() throws IOException {
        Path full = Path.of("/dev/full");
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.exists(full) && Files.exists(descriptors), "a full disk is as Linux has it");

        assertThatThrownBy(() -> CsvMetrics.open(full, COLUMNS)).isInstanceOf(OutputException.class);

        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.filter(one -> leadsTo(one, full))).isEmpty();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            // The descriptor of the listing itself is gone by now.
            return false;
        }
    }
}
