package org.i3d4j.cli.predict;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.options.JsonOption;
import org.i3d4j.cli.options.VideoOptions;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.I3dException;
import org.i3d4j.report.JsonReport;
import org.i3d4j.video.VideoInfo;
import org.i3d4j.video.decoding.FrameDigest;
import org.i3d4j.video.reading.VideoReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d probe}: what the reader sees in video files. A bad file does not stop the others. */
@Command(
        name = "probe",
        description = "Shows what video files hold, as the reader sees it.",
        mixinStandardHelpOptions = true)
public final class ProbeCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private VideoOptions video = new VideoOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--frames",
            paramLabel = "0,1,17|all",
            description =
                    "Also shows, for each of these frames, the MD5 of its decoded planes in their native pixel format"
                            + " and its mean red, green and blue as displayed.")
    private @Nullable String frames;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Video files.")
    private List<Path> files = List.of();

    /** A file's facts and the frames asked for. */
    private record Probe(VideoInfo info, Optional<String> damage, List<FrameDigest> frames) {}

    @Override
    public Integer call() {
        List<Integer> chosen = chosenFrames();
        InputFailures failures = new InputFailures();
        for (Path file : files) {
            try {
                Probe probe = probe(file, chosen);
                print(probe);
                failures.went();
            } catch (I3dException e) {
                report(file, e);
                failures.failed(e);
            }
            out().flush();
        }
        return failures.exitCode();
    }

    /** The frames named one by one; none for {@code all}. */
    private List<Integer> chosenFrames() {
        if (frames == null || frames.equals(ALL)) {
            return List.of();
        }
        List<Integer> chosen = new ArrayList<>();
        for (String frame : frames.split(",", -1)) {
            if (!frame.matches("\\d{1,9}")) {
                throw new ParameterException(
                        spec().commandLine(),
                        "--frames " + frames + ": '" + frame + "' is no frame number; expected 0,1,17 or all");
            }
            chosen.add(Integer.parseInt(frame));
        }
        return chosen;
    }

    private Probe probe(Path file, List<Integer> chosen) {
        try (VideoReader reader = VideoReader.open(file, video.limits())) {
            List<Integer> asked = ALL.equals(frames)
                    ? IntStream.range(0, reader.frameCount()).boxed().toList()
                    : chosen;
            List<FrameDigest> digests = asked.stream().map(reader::digest).toList();
            return new Probe(reader.info(), reader.damage(), digests);
        }
    }

    private void report(Path file, I3dException failure) {
        PrintWriter errors = spec().commandLine().getErr();
        errors.println(ErrorMessage.of(failure));
        errors.flush();
        if (json.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file.toString());
            fields.put("error", ErrorMessage.of(failure));
            out().println(JsonReport.line(fields));
        }
    }

    private void print(Probe probe) {
        if (json.isJson()) {
            out().println(json(probe));
        } else {
            printText(probe);
        }
    }

    private String json(Probe probe) {
        VideoInfo info = probe.info();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", info.name());
        fields.put("container", info.container());
        fields.put("codec", info.codec());
        fields.put("pixel_format", info.pixelFormat());
        fields.put("width", info.width());
        fields.put("height", info.height());
        fields.put("rotation", info.rotationDegrees());
        fields.put("frame_rate", info.frameRate());
        fields.put("frame_count", info.frameCount());
        fields.put("duration", info.durationSeconds());
        fields.put("damaged", info.damaged());
        fields.put("damage", probe.damage().orElse(null));
        fields.put("key_frames", info.keyFrames());
        if (frames != null) {
            fields.put(
                    "frames",
                    probe.frames().stream().map(ProbeCommand::digestFields).toList());
        }
        return JsonReport.line(fields);
    }

    private static Map<String, Object> digestFields(FrameDigest digest) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("frame", digest.frame());
        fields.put("md5", digest.md5());
        fields.put(
                "mean_rgb",
                List.of(hundredths(digest.meanRed()), hundredths(digest.meanGreen()), hundredths(digest.meanBlue())));
        return fields;
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private void printText(Probe probe) {
        VideoInfo info = probe.info();
        out().println(info.name());
        line("container", info.container());
        line("codec", info.codec() + ", " + info.pixelFormat());
        line("size", info.width() + "x" + info.height() + " as displayed" + turned(info));
        line("frame rate", String.format(Locale.ROOT, "%.3f frames/s", info.frameRate()));
        line("frames", String.valueOf(info.frameCount()));
        probe.damage().ifPresent(damage -> line("damage", damage));
        line("key frames", info.keyFrames().toString());
        line("duration", String.format(Locale.ROOT, "%.3f s", info.durationSeconds()));
        for (FrameDigest digest : probe.frames()) {
            String mean = String.format(
                    Locale.ROOT, "%.2f %.2f %.2f", digest.meanRed(), digest.meanGreen(), digest.meanBlue());
            line("frame " + digest.frame(), digest.md5() + "  mean RGB " + mean);
        }
    }

    private static String turned(VideoInfo info) {
        return info.rotationDegrees() == 0 ? "" : ", turned by " + info.rotationDegrees() + " degrees clockwise";
    }

    private void line(String name, String value) {
        out().printf(Locale.ROOT, "  %-11s %s%n", name, value);
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli fills this in");
        }
        return spec;
    }
}
