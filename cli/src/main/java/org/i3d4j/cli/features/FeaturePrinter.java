package org.i3d4j.cli.features;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.I3dException;
import org.i3d4j.features.FeatureEnd;
import org.i3d4j.features.files.FeatureRun.Written;
import org.i3d4j.report.JsonReport;

/** Tells what becomes of each video, and in the end of all: for people, or as JSON. */
final class FeaturePrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final List<String> failed = new ArrayList<>();
    private int written;
    private int kept;

    FeaturePrinter(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void written(Path video, Written result, double seconds) {
        written++;
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
                "%s: %s of %s (%d frames, %.2f s%s)%n",
                result.file(),
                shape,
                video,
                end.frames(),
                end.durationSeconds(),
                end.leftOut() == 0 ? "" : "; " + end.leftOut() + " at the end in no window");
        out.flush();
        end.damage().ifPresent(damage -> note(video, damage));
        if (end.windows() == 0) {
            note(video, "has too few frames for a window; its features are empty");
        }
    }

    void kept(Path video, Path file) {
        kept++;
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", video.toString());
            line.put("features", file.toString());
            line.put("kept", true);
            print(line);
        }
    }

    void failed(Path video, I3dException error) {
        failed.add(ErrorMessage.of(error));
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

    /** What it came to; those that failed once more, where others came behind them. */
    void end() {
        if (json) {
            return;
        }
        failed.forEach(
                reason -> out.println("left out: " + reason.lines().findFirst().orElse("")));
        out.println(written + " written, " + kept + " there from before, " + failed.size() + " left out");
        out.flush();
    }
}
