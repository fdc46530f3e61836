package org.i3d4j.cli.bench.measure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a benchmark found: lines for people and one JSON object with the same figures, in full precision, for programs. */
public final class BenchReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private final ObjectNode object = JSON.createObjectNode();
    private final List<String> lines = new ArrayList<>();

    /** @param benchmark as {@code forward} */
    public BenchReport(String benchmark) {
        object.put("benchmark", benchmark);
    }

    /** What was measured, and how: {@code name} as in JSON, words with underscores. */
    public BenchReport setting(String name, String value) {
        object.put(name, value);
        return line(words(name), value);
    }

    /** As {@link #setting(String, String)}. */
    public BenchReport setting(String name, long value) {
        object.put(name, value);
        return line(words(name), Long.toString(value));
    }

    /** Every run, and what they say together. */
    public BenchReport timing(Timing timing, int warmUps) {
        object.put("warm_up_runs", warmUps);
        ArrayNode runs = object.putArray("run_seconds");
        timing.runSeconds().forEach(runs::add);
        object.put("median_seconds", timing.medianSeconds())
                .put("shortest_seconds", timing.shortestSeconds())
                .put("longest_seconds", timing.longestSeconds())
                .put("median_deviation_seconds", timing.medianDeviationSeconds());
        String each = timing.runSeconds().stream().map(BenchReport::seconds).collect(Collectors.joining(" "));
        line("runs", each + " s, after " + warmUps + " to warm up");
        return line(
                "median",
                seconds(timing.medianSeconds()) + " s, from " + seconds(timing.shortestSeconds()) + " to "
                        + seconds(timing.longestSeconds()) + ", median deviation "
                        + seconds(timing.medianDeviationSeconds()));
    }

    /**
     * The rate of arithmetic in the median run.
     *
     * @param operations of one run, a multiply-add being two
     */
    public BenchReport arithmetic(double operations, Timing timing) {
        double gflops = gflops(operations, timing);
        object.put("gflop", operations / GIGA).put("gflops", gflops);
        return line("arithmetic", decimal(gflops) + " GFLOPS: " + decimal(operations / GIGA) + " GFLOP a run");
    }

    /** As {@link #arithmetic(double, Timing)}, beside what one convolution alone reaches. */
    public BenchReport arithmetic(double operations, Timing timing, ConvolutionPeak peak) {
        arithmetic(operations, timing);
        double share = gflops(operations, timing) / peak.gflops();
        object.put("share_of_convolution_peak", share);
        object.putObject("convolution_peak")
                .put("layer", peak.layer())
                .put("input", peak.input().toString())
                .put("gflops", peak.gflops());
        return line(
                "of the peak",
                decimal(100 * share) + " % of " + decimal(peak.gflops()) + " GFLOPS, reached by " + peak.layer()
                        + " alone on " + peak.input());
    }

    private static double gflops(double operations, Timing timing) {
        return operations / GIGA / timing.medianSeconds();
    }

    /**
     * The memory that all of it took.
     *
     * @param bytes of the whole process, until the last run timed; empty where that is not known
     */
    public BenchReport peakMemory(OptionalLong bytes) {
        if (bytes.isPresent()) {
            object.put("peak_memory_bytes", bytes.getAsLong());
        } else {
            object.putNull("peak_memory_bytes");
        }
        return line(
                "peak memory", bytes.isPresent() ? decimal((double) bytes.getAsLong() / MEGA) + " MB" : "not known");
    }

    /** Prints the JSON object on one line, or the lines. */
    public void print(PrintWriter out, boolean asJson) {
        if (asJson) {
            out.println(JSON.writeValueAsString(object));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
    }

    private BenchReport line(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-12s %s", name, value));
        return this;
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 0.1 ? "%.5f" : "%.3f", seconds);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
