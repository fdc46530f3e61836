package org.i3d4j.bench.read;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.i3d4j.bench.measure.Timing;
import org.i3d4j.report.JsonReport;
import org.i3d4j.text.Counted;

/**
 * What was measured.
 *
 * @param clips             read in a run
 * @param timing            of the runs
 * @param cpuMillisPerClip  of all threads, of the process's compiler and garbage collector too
 */
public record ReadTimes(int threads, int clips, Timing timing, double cpuMillisPerClip, OptionalLong peakBytes) {
    public ReadTimes {
        if (clips < 1) {
            throw new IllegalArgumentException(clips + " clips in a run; expected 1 at least");
        }
    }

    /** Clips a second in the median run. */
    double medianClipsPerSecond() {
        return clips / timing.medianSeconds();
    }

    private OptionalLong peakRssMib() {
        return peakBytes.stream().map(bytes -> bytes >> 20).findFirst();
    }

    /** Lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (double run : timing.runSeconds()) {
            text.append(String.format(
                    Locale.ROOT, "%s in %.3f s: %.2f clips/s%n", Counted.of(clips, "clip"), run, clips / run));
        }
        text.append(String.format(
                Locale.ROOT,
                "median %.2f clips/s (%.2f to %.2f) with %s, %.1f CPU ms a clip%n",
                medianClipsPerSecond(),
                clips / timing.longestSeconds(),
                clips / timing.shortestSeconds(),
                Counted.of(threads, "thread"),
                cpuMillisPerClip));
        peakRssMib().ifPresent(mib -> text.append(String.format(Locale.ROOT, "peak RSS %d MiB%n", mib)));
        return text.toString();
    }

    /** One JSON object on a line. */
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("threads", threads);
        fields.put("clips", clips);
        fields.put("seconds", timing.runSeconds());
        fields.put("median_clips_per_second", medianClipsPerSecond());
        fields.put("cpu_millis_per_clip", cpuMillisPerClip);
        peakRssMib().ifPresent(mib -> fields.put("peak_rss_mib", mib));
        return JsonReport.line(fields);
    }
}
