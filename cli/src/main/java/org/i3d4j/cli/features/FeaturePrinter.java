package org.i3d4j.cli.features;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.I3dException;
import org.i3d4j.features.FeatureEnd;
import org.i3d4j.features.files.FeatureRun.Written;
import org.i3d4j.report.JsonReport;
import org.i3d4j.text.Counted;

/** Tells what becomes of each stream of a video, and in the end of all videos: for people, or as JSON. */
final class FeaturePrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    /** Of each video why; both streams may have one reason, which is told once. */
    private final Map<Path, Set<String>> failed = new LinkedHashMap<>();

    private final Set<Path> written = new HashSet<>();
    private final Set<Path> kept = new HashSet<>();

    FeaturePrinter(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /**
     * A stream was written.
     *
     * @param input the video, by which its streams are one
     * @param video what the stream was made of
     */
    void written(Path input, Path video, Written result, double seconds) {
        written.add(input);
        FeatureEnd end = result.end();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", video.toString());
            line.put("features", result.file().toString());
            line.put("shape", result.shape());
            line.put("frames", end.frames());
            line.put("duration_seconds", end.durationSeconds());
            line.put("frames_left_out", end.leftOut());
            line.put("damage", end.damage().orElse(null));
            line.put("seconds", seconds);
            print(line);
            return;
        }
        String shape = result.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
        out.printf(
                Locale.ROOT,
                "%s: %s of %s (%s, %.2f s%s)%n",
                result.file(),
                shape,
                video,
                Counted.of(end.frames(), "frame"),
                end.durationSeconds(),
                end.leftOut() == 0 ? "" : "; " + end.leftOut() + " at the end in no window");
        out.flush();
        end.damage().ifPresent(damage -> note(video, damage));
        if (end.windows() == 0) {
            note(video, "has too few frames for a window; its features are empty");
        }
    }

    /** A stream was there. */
    void kept(Path input, Path video, Path file) {
        kept.add(input);
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", video.toString());
            line.put("features", file.toString());
            line.put("kept", true);
            print(line);
        }
    }

    /** A stream can't be made, or a whole video. */
    void failed(Path input, Path video, I3dException error) {
        if (!failed.computeIfAbsent(input, reasons -> new LinkedHashSet<>()).add(ErrorMessage.of(error))) {
            return;
        }
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", video.toString());
            line.put("error", ErrorMessage.of(error));
            print(line);
        }
        ErrorMessage.print(error, err);
    }

    private void print(Map<String, Object> line) {
        out.println(JsonReport.line(line));
        out.flush();
    }

    private void note(Path video, String note) {
        err.println("i3d: " + video + ": " + note);
        err.flush();
    }

    /** What it came to, each video once: one that lacks a stream is left out. Those once more, where others came behind them. */
    void end() {
        if (json) {
            return;
        }
        failed.values().stream()
                .flatMap(Set::stream)
                .forEach(reason ->
                        out.println("left out: " + reason.lines().findFirst().orElse("")));
        written.removeAll(failed.keySet());
        kept.removeAll(failed.keySet());
        kept.removeAll(written);
        out.println(written.size() + " written, " + kept.size() + " there from before, " + failed.size() + " left out");
        out.flush();
    }
}
