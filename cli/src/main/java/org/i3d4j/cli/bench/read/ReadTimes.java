package org.i3d4j.cli.bench.read;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured.
 *
 * @param clips             read in a run
 * @param seconds           of each run, at least one
 * @param cpuMillisPerClip  of all threads, of the process's compiler and garbage collector too
 */
record ReadTimes(int threads, int clips, List<Double> seconds, double cpuMillisPerClip, OptionalLong peakRssMib) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    ReadTimes {
        seconds = List.copyOf(seconds);
        if (clips < 1 || seconds.isEmpty()) {
            throw new IllegalArgumentException(clips + " clips in " + seconds.size() + " runs; expected 1 at least");
        }
    }

    /** Clips a second in the median run, the mean of the middle two of an even number. */
    double medianClipsPerSecond() {
        List<Double> sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return clips / median;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (double run : seconds) {
            text.append(String.format(Locale.ROOT, "%d clips in %.3f s: %.2f clips/s%n", clips, run, clips / run));
        }
        double slowest = seconds.stream().mapToDouble(run -> clips / run).min().orElseThrow();
        double fastest = seconds.stream().mapToDouble(run -> clips / run).max().orElseThrow();
        text.append(String.format(
                Locale.ROOT,
                "median %.2f clips/s (%.2f to %.2f) with %d thread%s, %.1f CPU ms a clip%n",
                medianClipsPerSecond(),
                slowest,
                fastest,
                threads,
                threads == 1 ? "" : "s",
                cpuMillisPerClip));
        peakRssMib.ifPresent(mib -> text.append(String.format(Locale.ROOT, "peak RSS %d MiB%n", mib)));
        return text.toString();
    }

    String json() {
        ObjectNode object = JSON.createObjectNode();
        object.put("threads", threads).put("clips", clips);
        ArrayNode runs = object.putArray("seconds");
        seconds.forEach(runs::add);
        object.put("median_clips_per_second", medianClipsPerSecond()).put("cpu_millis_per_clip", cpuMillisPerClip);
        peakRssMib.ifPresent(mib -> object.put("peak_rss_mib", mib));
        return JSON.writeValueAsString(object);
    }
}
