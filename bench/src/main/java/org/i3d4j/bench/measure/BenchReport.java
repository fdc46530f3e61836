package org.i3d4j.bench.measure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.i3d4j.report.JsonReport;
import org.i3d4j.text.Counted;
import org.jspecify.annotations.Nullable;

/** What a benchmark found: lines for people and one JSON object with the same figures, in full precision, for programs. */
public final class BenchReport {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> layers = new ArrayList<>();

    /** @param benchmark as {@code forward} */
    public BenchReport(String benchmark) {
        fields.put("benchmark", benchmark);
    }

    /** What was measured, and how: {@code name} as in JSON, words with underscores. */
    public BenchReport setting(String name, String value) {
        fields.put(name, value);
        return line(words(name), value);
    }

    /** As {@link #setting(String, String)}. */
    public BenchReport setting(String name, long value) {
        fields.put(name, value);
        return line(words(name), Long.toString(value));
    }

    /** What it ran on. */
    public BenchReport machine(Machine machine) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("processor", machine.processor());
        facts.put("instruction_set", machine.instructionSet());
        facts.put("cores", machine.cores());
        facts.put(
                "threads_per_core",
                machine.threadsPerCore().isPresent() ? machine.threadsPerCore().getAsInt() : null);
        facts.put("libraries", machine.libraries());
        fields.put("machine", facts);
        String threads = machine.threadsPerCore().isPresent()
                ? " of " + Counted.of(machine.threadsPerCore().getAsInt(), "thread")
                : "";
        return line(
                "machine",
                machine.processor() + ", " + machine.instructionSet() + ", " + Counted.of(machine.cores(), "core")
                        + threads);
    }

    /** Every run, and what they say together. */
    public BenchReport timing(Timing timing, int warmUps) {
        fields.put("warm_up_runs", warmUps);
        fields.put("run_seconds", timing.runSeconds());
        fields.put("median_seconds", timing.medianSeconds());
        fields.put("shortest_seconds", timing.shortestSeconds());
        fields.put("longest_seconds", timing.longestSeconds());
        fields.put("median_deviation_seconds", timing.medianDeviationSeconds());
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
        fields.put("gflop", operations / GIGA);
        fields.put("gflops", gflops);
        return line("arithmetic", decimal(gflops) + " GFLOPS: " + decimal(operations / GIGA) + " GFLOP a run");
    }

    /** As {@link #arithmetic(double, Timing)}, beside what one convolution alone reached in turn with more runs. */
    public BenchReport arithmetic(double operations, Timing timing, ConvolutionPeak peak) {
        arithmetic(operations, timing);
        fields.put("share_of_convolution_peak", peak.share());
        Map<String, Object> alone = new LinkedHashMap<>();
        alone.put("layer", peak.layer());
        alone.put("input", peak.input().toString());
        alone.put("gflops", peak.gflops());
        fields.put("convolution_peak", alone);
        return line(
                "of the peak",
                decimal(100 * peak.share()) + " % of " + decimal(peak.gflops()) + " GFLOPS, reached by " + peak.layer()
                        + " alone on " + peak.input() + " in turn with it");
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
        fields.put("peak_memory_bytes", bytes.isPresent() ? bytes.getAsLong() : null);
        return line(
                "peak memory", bytes.isPresent() ? decimal((double) bytes.getAsLong() / MEGA) + " MB" : "not known");
    }

    /**
     * How a layer was computed that can be in several ways.
     *
     * @param source who chose: {@code rule}, or {@code measured} or {@code kept} times
     * @param milliseconds what each way took; infinite where it was not tried
     */
    public BenchReport chosen(String layer, String way, String source, Map<String, Double> milliseconds) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("layer", layer);
        facts.put("way", way);
        facts.put("source", source);
        facts.put("milliseconds", milliseconds);
        layers.add(facts);
        fields.put("chosen", layers);
        String times = milliseconds.entrySet().stream()
                .filter(tried -> Double.isFinite(tried.getValue()))
                .map(tried -> String.format(Locale.ROOT, "%s %.2f ms", tried.getKey(), tried.getValue()))
                .collect(Collectors.joining(", "));
        return line("chosen", layer + " " + way + (times.isEmpty() ? ", by " + source : ", " + source + ": " + times));
    }

    /** Prints the JSON object on one line, or the lines. */
    public void print(PrintWriter out, boolean asJson) {
        if (asJson) {
            out.println(JsonReport.line(fields));
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
