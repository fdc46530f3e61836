package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.cli.options.OverwriteOption;
import org.i3d4j.cli.output.LeftOutVideos;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.ConfigException;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.quantize.CalibratedRanges;
import org.i3d4j.quantize.ChosenVideos;
import org.i3d4j.quantize.PrecisionComparison;
import org.i3d4j.quantize.QuantizationVideos;
import org.i3d4j.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d quantize}. */
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        description = {
            "Calibrate a model for 8-bit arithmetic: run clips through it, and write a copy that knows how large its"
                    + " feature maps get. The copy runs in any precision, --precision int8 among them.",
            "Then measure the copy in each precision."
        })
public final class QuantizeCommand implements Callable<Integer> {
    private static final String CALIBRATED = "calibrated on";
    private static final String MEASURED = "measured on";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "CKPT", description = "A checkpoint of any format that 'info' reads.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The copy to write, safetensors.")
    private Path out = Path.of("");

    @Mixin
    private OverwriteOption overwriting = new OverwriteOption();

    @Mixin
    private CalibrationOptions calibration = new CalibrationOptions();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Override
    public Integer call() {
        RangeRule rule = range.rule();
        requireSafetensors();
        overwriting.require(in, out);
        OutputFolder.requireFor(out);
        SavedModel model = network.read(NamedCheckpoint.file(in, spec));
        QuantizationVideos videos = calibration.open(model);
        ModelDescription calibrated = model.carried()
                .withRanges(calibrate(model, videos.calibration(), rule).ranges());
        ModelFormat.SAFETENSORS.write(out, model.settings(), model.weights(), calibrated, Optional.empty());
        PrintWriter people = spec.commandLine().getOut();
        people.println("written: " + out + " (ranges by " + range.description() + ")");
        people.flush();
        videos.verification().ifPresent(this::measure);
        return 0;
    }

    private void requireSafetensors() {
        ModelFormat named = ModelFormat.byName(out).orElse(ModelFormat.SAFETENSORS);
        if (named != ModelFormat.SAFETENSORS) {
            throw new ConfigException(out + ": is named as of " + named.title()
                    + ", the copy is of safetensors; name it so, and 'i3d convert' it then, which keeps the ranges");
        }
    }

    private CalibratedRanges calibrate(SavedModel model, ChosenVideos videos, RangeRule rule) {
        try (VideosProgress progress = progress(CALIBRATED, videos)) {
            CalibratedRanges found = CalibratedRanges.of(model, videos, rule, progress);
            print(CALIBRATED, found.videos(), videos, found.skipped());
            return found;
        }
    }

    private void measure(ChosenVideos videos) {
        PrecisionComparison comparison;
        try (VideosProgress progress = progress(MEASURED, videos)) {
            comparison = PrecisionComparison.of(Checkpoints.read(out), videos, progress);
            print(MEASURED, comparison.videos(), videos, comparison.skipped());
        }
        PrecisionTable.print(
                comparison, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private VideosProgress progress(String task, ChosenVideos videos) {
        return new VideosProgress(
                task,
                videos.count(),
                Session.of(spec).progress(),
                spec.commandLine().getErr());
    }

    private void print(String task, int used, ChosenVideos videos, List<SkippedVideo> skipped) {
        PrintWriter people = spec.commandLine().getOut();
        people.println(task + " " + Counted.of(used, "video") + ": " + videos.description());
        LeftOutVideos.print(skipped, people);
        people.flush();
    }
}
