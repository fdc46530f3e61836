package org.i3d4j.cli.predict;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.i3d4j.predict.Segment;
import org.i3d4j.predict.StreamEnd;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.WindowPrediction;
import org.i3d4j.report.JsonReport;
import org.i3d4j.text.Counted;

/** Prints windows as they come, and what they come to in the end: for people, or as JSON. */
final class TimelinePrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final int top;

    TimelinePrinter(PrintWriter out, PrintWriter err, boolean json, int top) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.top = top;
    }

    /** Begins the table of a video or live source. */
    void printStart(String name) {
        if (!json) {
            out.println(name);
            out.flush();
        }
    }

    /** One line of a video's table; as JSON, a video is printed at its end. */
    void printWindow(WindowPrediction window) {
        if (!json) {
            printLine(window);
        }
    }

    /** One window of a live source. */
    void printLiveWindow(String source, WindowPrediction window) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("source", source);
            line.putAll(fields(window));
            out.println(JsonReport.line(line));
            out.flush();
        } else {
            printLine(window);
        }
    }

    private void printLine(WindowPrediction window) {
        String classes = window.top(top).stream()
                .map(score -> PredictionPrinter.percent(score.probability()) + " " + score.name())
                .collect(Collectors.joining("  "));
        out.printf(
                Locale.ROOT,
                "  %9.2f - %9.2f s  frames %6d - %6d  %s%n",
                window.startSeconds(),
                window.endSeconds(),
                window.startFrame(),
                window.endFrame() - 1,
                classes);
        out.flush();
    }

    /** The end of a video. */
    void print(ClassifiedTimeline classified, double seconds) {
        Timeline timeline = classified.timeline();
        timeline.damage().ifPresent(damage -> printNote(timeline.input(), damage));
        if (json) {
            out.println(JsonReport.line(fields(classified, seconds)));
        } else {
            printSegments(timeline.segments());
            out.printf(
                    Locale.ROOT,
                    "whole video (%s, %.2f s)%n",
                    Counted.of(timeline.frames(), "frame"),
                    timeline.durationSeconds());
            timeline.whole()
                    .top(top)
                    .forEach(score -> out.printf(
                            "  %s  %s%s%n",
                            PredictionPrinter.percent(score.probability()),
                            score.name(),
                            classified
                                    .streams()
                                    .map(both -> PredictionPrinter.byStream(
                                            both.rgb().whole(), both.flow().whole(), score))
                                    .orElse("")));
        }
        out.flush();
    }

    private void printSegments(List<Segment> segments) {
        out.println("segments");
        for (Segment segment : segments) {
            out.printf(
                    Locale.ROOT,
                    "  %9.2f - %9.2f s  %s %s%n",
                    segment.startSeconds(),
                    segment.endSeconds(),
                    PredictionPrinter.percent(segment.probability()),
                    segment.label());
        }
    }

    /** The end of a live source. */
    void printEnd(String source, StreamEnd end) {
        err.printf(
                Locale.ROOT,
                "i3d: %s ended after %s, %.2f s%s%n",
                source,
                Counted.of(end.frames(), "frame"),
                end.durationSeconds(),
                end.damage().map(damage -> "; " + damage).orElse(""));
        err.flush();
    }

    /** Something to know about a result that is there nevertheless. */
    void printNote(String input, String note) {
        PredictionPrinter.printNote(input, note, err);
    }

    private Map<String, Object> fields(ClassifiedTimeline classified, double seconds) {
        Timeline timeline = classified.timeline();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", timeline.input());
        fields.put("frames", timeline.frames());
        fields.put("duration_seconds", timeline.durationSeconds());
        fields.put("seconds", seconds);
        fields.put("window_frames", timeline.steps().frames());
        fields.put("stride_frames", timeline.steps().stride());
        fields.put("damage", timeline.damage().orElse(null));
        fields.put("top", PredictionPrinter.scores(timeline.whole().top(top)));
        classified
                .streams()
                .ifPresent(both -> fields.put(
                        "streams",
                        PredictionPrinter.streams(
                                both.rgb().whole(), both.flow().whole(), top)));
        fields.put("windows", timeline.windows().stream().map(this::fields).toList());
        fields.put("segments", timeline.segments());
        return fields;
    }

    /** Where a window lies, as JSON has it everywhere. */
    static Map<String, Object> place(WindowPrediction window) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("start_frame", window.startFrame());
        fields.put("end_frame", window.endFrame());
        fields.put("start_seconds", window.startSeconds());
        fields.put("end_seconds", window.endSeconds());
        return fields;
    }

    private Map<String, Object> fields(WindowPrediction window) {
        Map<String, Object> fields = place(window);
        fields.put("top", PredictionPrinter.scores(window.top(top)));
        return fields;
    }
}
