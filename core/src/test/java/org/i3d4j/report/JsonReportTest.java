package org.i3d4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {
    private record Result(
            double top1, double meanClassAccuracy, long videos, List<Float> scores, Path file, Optional<String> note) {}

    @TempDir
    private Path folder;

    private static Result result(double top1, String note) {
        return new Result(top1, 0.25, 3, List.of(1.5f, 0.1f, Float.NaN), Path.of("a b.mp4"), Optional.ofNullable(note));
    }

    @Test
    void writesRecordsInSnakeCaseInTheirOwnOrder() {
        assertThat(JsonReport.line(result(0.1, "ü\n")))
                .isEqualTo("{\"top1\":0.1,\"mean_class_accuracy\":0.25,\"videos\":3,\"scores\":[1.5,0.1,null],"
                        + "\"file\":\"a b.mp4\",\"note\":\"ü\\n\"}");
    }

    @Test
    void hasNullForNumbersThatJsonDoesNotHave() {
        assertThat(JsonReport.line(Map.of("loss", Double.NaN))).isEqualTo("{\"loss\":null}");
        assertThat(JsonReport.line(Map.of("loss", Float.NEGATIVE_INFINITY))).isEqualTo("{\"loss\":null}");
        assertThat(JsonReport.line(new double[] {1, Double.POSITIVE_INFINITY})).isEqualTo("[1.0,null]");
        assertThat(JsonReport.line(new float[] {0.1f, Float.NaN})).isEqualTo("[0.1,null]");
    }

    @Test
    void keepsTheOrderOfMaps() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);
        assertThat(JsonReport.line(map)).isEqualTo("{\"z\":1,\"a\":2}");
    }

    @Test
    void replacesTheFileByIndentedText() {
        Path file = folder.resolve("metrics.json");
        JsonReport.write(file, Map.of("a", 1));
        JsonReport.write(file, Map.of("b", 2));
        assertThat(file).hasContent("{\n  \"b\" : 2\n}\n");
    }

    @Test
    void keepsTheFileWhenAValueCanNotBeWritten() {
        Path file = folder.resolve("metrics.json");
        JsonReport.write(file, Map.of("a", 1));
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> JsonReport.write(file, endless)).isInstanceOf(OutputException.class);
        assertThat(file).hasContent("{\n  \"a\" : 1\n}\n");
    }
}
