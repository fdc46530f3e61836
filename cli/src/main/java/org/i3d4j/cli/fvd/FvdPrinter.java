package org.i3d4j.cli.fvd;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.I3dException;
import org.i3d4j.frechet.Bootstrap;
import org.i3d4j.frechet.ClipSampling;
import org.i3d4j.frechet.FvdProtocol;
import org.i3d4j.report.JsonReport;

/** Prints distances with every choice that they hang on: for people, or as one JSON object a line. */
final class FvdPrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final Set<String> warned = new LinkedHashSet<>();

    FvdPrinter(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /**
     * What all distances of a run have in common.
     *
     * @param checkpoint as it was named
     * @param modelSha256 of its network
     * @param published whether its weights are those that FVD is defined by
     * @param network where and how it runs
     * @param clips how many a side, for people
     * @param seed of all that is drawn
     */
    record Setting(
            FvdProtocol protocol,
            Architecture architecture,
            String checkpoint,
            String modelSha256,
            boolean published,
            String network,
            String clips,
            long seed) {}

    /** What is known before anything is read. */
    void printSetting(Setting setting, ClipSampling real, ClipSampling generated) {
        if (json) {
            return;
        }
        out.println("protocol: " + setting.protocol().title() + ": "
                + setting.protocol().description(setting.architecture()));
        out.println("network: " + setting.checkpoint() + ", sha256 "
                + setting.modelSha256().substring(0, 16) + ", " + setting.network());
        out.println("clips: " + setting.clips() + ", of "
                + (real.equals(generated) ? real : real + " (real), " + generated + " (generated)"));
        out.flush();
    }

    void printSide(String role, FvdSide side) {
        if (!json) {
            out.println(role + ": " + side);
            out.flush();
        }
    }

    void print(Setting setting, FvdResult result) {
        if (json) {
            out.println(JsonReport.line(fields(setting, result)));
        } else {
            out.println(String.format(
                            Locale.ROOT, "FVD: %.4f", result.distance().value())
                    + result.bootstrap().map(drawn -> interval(drawn, result)).orElse(""));
        }
        out.flush();
        result.warnings().stream().filter(warned::add).forEach(warning -> err.println("warning: " + warning));
        err.flush();
    }

    private static String interval(Bootstrap drawn, FvdResult result) {
        return String.format(
                        Locale.ROOT,
                        ", 95 %% of %d resamples within %.4f and %.4f (standard error %.4f; their bias of %.4f taken off)",
                        drawn.resamples(),
                        drawn.low(),
                        drawn.high(),
                        drawn.standardError(),
                        drawn.bias())
                + (result.real().features().isPresent() ? "" : "; REAL not drawn again")
                + (result.generated().features().isPresent() ? "" : "; GENERATED not drawn again");
    }

    private static Map<String, Object> fields(Setting setting, FvdResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        FvdProtocol protocol = setting.protocol();
        fields.put("fvd", result.distance().value());
        fields.put("means", result.distance().means());
        fields.put("covariances", result.distance().covariances());
        result.bootstrap().ifPresent(drawn -> fields.put("bootstrap", fields(drawn, result)));
        fields.put("protocol", protocol.title());
        fields.put("description", protocol.description(setting.architecture()));
        fields.put("feature", protocol.feature().name().toLowerCase(Locale.ROOT));
        fields.put("dimensions", result.real().statistics().dimensions());
        fields.put("covariance_divisor", protocol.divisor().toString());
        fields.put("real", fields(result.real()));
        fields.put("generated", fields(result.generated()));
        fields.put("clips", setting.clips());
        fields.put("seed", setting.seed());
        fields.put("checkpoint", setting.checkpoint());
        fields.put("model_sha256", setting.modelSha256());
        fields.put("published_weights", setting.published());
        fields.put("network", setting.network());
        fields.put("warnings", result.warnings());
        return fields;
    }

    private static Map<String, Object> fields(Bootstrap drawn, FvdResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", 0.95);
        fields.put("low", drawn.low());
        fields.put("high", drawn.high());
        fields.put("standard_error", drawn.standardError());
        fields.put("bias", drawn.bias());
        fields.put("resamples", drawn.resamples());
        fields.put("draws_real", result.real().features().isPresent());
        fields.put("draws_generated", result.generated().features().isPresent());
        return fields;
    }

    private static Map<String, Object> fields(FvdSide side) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", side.path().toString());
        fields.put("clips", side.clips());
        fields.put("left_out", side.leftOut());
        fields.put("statistics_file", side.fromFile());
        fields.put("frames", side.sampling().frames());
        fields.put("frame_stride", side.sampling().stride());
        fields.put("take", side.sampling().take().title());
        return fields;
    }

    /** Something to know about a video that counts nevertheless. */
    void printNote(String video, String note) {
        err.println("i3d: " + video + ": " + note);
        err.flush();
    }

    void printError(String input, I3dException error) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", input);
            line.put("error", ErrorMessage.of(error));
            out.println(JsonReport.line(line));
            out.flush();
        }
        ErrorMessage.print(error, err);
    }
}
