package org.i3d4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.i3d4j.architecture.Extent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {
    private static final Timing TIMING = new Timing(List.of(0.5, 0.25, 1.0));
    private static final ConvolutionPeak PEAK = new ConvolutionPeak("Mixed_3b.b1b", new Extent(32, 28, 28), 800, 0.75);
    private static final Machine MACHINE =
            new Machine("A CPU", "AVX2", 8, OptionalInt.of(2), Map.of("onednn", "3.11.0"));

    private static BenchReport report() {
        return new BenchReport("forward")
                .machine(MACHINE)
                .setting("shape", "1x3x64x224x224")
                .setting("threads", 2)
                .timing(TIMING, 4)
                .peakMemory(OptionalLong.of(123_456_789))
                .arithmetic(200e9, TIMING, PEAK);
    }

    private static String printed(BenchReport report, boolean asJson) {
        StringWriter out = new StringWriter();
        report.print(new PrintWriter(out), asJson);
        return out.toString();
    }

    @Test
    void tellsProgramsEverythingInOneObject() {
        JsonNode json = JsonMapper.shared().readTree(printed(report(), true));

        assertThat(json.get("benchmark").stringValue()).isEqualTo("forward");
        assertThat(json.get("machine").toString())
                .isEqualTo("{\"processor\":\"A CPU\",\"instruction_set\":\"AVX2\",\"cores\":8,"
                        + "\"threads_per_core\":2,\"libraries\":{\"onednn\":\"3.11.0\"}}");
        assertThat(json.get("shape").stringValue()).isEqualTo("1x3x64x224x224");
        assertThat(json.get("threads").longValue()).isEqualTo(2);
        assertThat(json.get("warm_up_runs").longValue()).isEqualTo(4);
        assertThat(json.get("run_seconds").valueStream().map(JsonNode::doubleValue))
                .containsExactly(0.5, 0.25, 1.0);
        assertThat(json.get("median_seconds").doubleValue()).isEqualTo(0.5);
        assertThat(json.get("shortest_seconds").doubleValue()).isEqualTo(0.25);
        assertThat(json.get("longest_seconds").doubleValue()).isEqualTo(1);
        assertThat(json.get("median_deviation_seconds").doubleValue()).isEqualTo(0.25);
        assertThat(json.get("peak_memory_bytes").longValue()).isEqualTo(123_456_789);
        assertThat(json.get("gflop").doubleValue()).isCloseTo(200, within(1e-9));
        assertThat(json.get("gflops").doubleValue()).isCloseTo(400, within(1e-9));
        assertThat(json.get("share_of_convolution_peak").doubleValue()).isEqualTo(0.75);
        assertThat(json.get("convolution_peak").get("layer").stringValue()).isEqualTo("Mixed_3b.b1b");
        assertThat(json.get("convolution_peak").get("input").stringValue()).isEqualTo("32x28x28");
        assertThat(json.get("convolution_peak").get("gflops").doubleValue()).isEqualTo(800);
    }

    @Test
    void tellsPeopleTheSame() {
        assertThat(printed(report(), false).lines())
                .containsExactly(
                        "machine      A CPU, AVX2, 8 cores of 2 threads",
                        "shape        1x3x64x224x224",
                        "threads      2",
                        "runs         0.500 0.250 1.000 s, after 4 to warm up",
                        "median       0.500 s, from 0.250 to 1.000, median deviation 0.250",
                        "peak memory  123.5 MB",
                        "arithmetic   400.0 GFLOPS: 200.0 GFLOP a run",
                        "of the peak  75.0 % of 800.0 GFLOPS, reached by Mixed_3b.b1b alone on 32x28x28 in turn with"
                                + " it");
    }

    @Test
    void saysThatPeakMemoryIsNotKnown() {
        BenchReport report = new BenchReport("load").peakMemory(OptionalLong.empty());

        assertThat(printed(report, false)).contains("peak memory  not known");
        assertThat(JsonMapper.shared()
                        .readTree(printed(report, true))
                        .get("peak_memory_bytes")
                        .isNull())
                .isTrue();
    }

    @Test
    void saysHowLayersWereComputed() {
        BenchReport report = new BenchReport("forward")
                .chosen("a", "direct", "rule", Map.of())
                .chosen("b", "direct 1x2x2", "measured", new TreeMap<>(Map.of("direct", 12.345, "direct 1x2x2", 1.2)))
                .chosen(
                        "c",
                        "winograd",
                        "kept",
                        new TreeMap<>(Map.of("direct", Double.POSITIVE_INFINITY, "winograd", 2.0)));

        assertThat(printed(report, false).lines())
                .containsExactly(
                        "chosen       a direct, by rule",
                        "chosen       b direct 1x2x2, measured: direct 12.35 ms, direct 1x2x2 1.20 ms",
                        "chosen       c winograd, kept: winograd 2.00 ms");
        assertThat(JsonMapper.shared()
                        .readTree(printed(report, true))
                        .get("chosen")
                        .toString())
                .isEqualTo("[{\"layer\":\"a\",\"way\":\"direct\",\"source\":\"rule\",\"milliseconds\":{}},"
                        + "{\"layer\":\"b\",\"way\":\"direct 1x2x2\",\"source\":\"measured\","
                        + "\"milliseconds\":{\"direct\":12.345,\"direct 1x2x2\":1.2}},"
                        + "{\"layer\":\"c\",\"way\":\"winograd\",\"source\":\"kept\","
                        + "\"milliseconds\":{\"direct\":null,\"winograd\":2.0}}]");
    }
}
