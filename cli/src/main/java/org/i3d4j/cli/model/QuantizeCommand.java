package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.options.BatchNormOption;
import org.i3d4j.cli.options.OverwriteOption;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.SkipReason;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.network.onednn.CalibratingNetwork;
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
    private BatchNormOption batchNorm = new BatchNormOption();

    @Override
    public Integer call() {
        RangeRule rule = range.rule();
        requireSafetensors();
        overwriting.require(in, out);
        OutputFolder.requireFor(out);
        SavedModel model = batchNorm.applyTo(Checkpoints.read(in));
        CalibrationOptions.Videos videos = calibration.open(model);
        ModelDescription calibrated = model.carried().withRanges(ranges(model, videos.calibration(), rule));
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

    private ActivationRanges ranges(SavedModel model, ClipSource videos, RangeRule rule) {
        try (CalibratingNetwork network = new CalibratingNetwork(model.settings(), model.weights());
                VideosProgress progress = progress("calibrated on", videos)) {
            AtomicInteger used = new AtomicInteger();
            List<SkippedVideo> skipped =
                    videos.run(List.of(network), (label, logits) -> used.incrementAndGet(), progress);
            print("calibrated on", used.get(), videos, skipped);
            return network.ranges(rule);
        }
    }

    private void measure(ClipSource videos) {
        PrecisionTable table = new PrecisionTable();
        try (VideosProgress progress = progress("measured on", videos)) {
            List<SkippedVideo> skipped = table.measure(Checkpoints.read(out), videos, progress);
            print("measured on", videos.videos() - skipped.size(), videos, skipped);
        }
        table.print(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private VideosProgress progress(String task, ClipSource videos) {
        return new VideosProgress(
                task,
                videos.videos(),
                Session.of(spec).progress(),
                spec.commandLine().getErr());
    }

    private void print(String task, int used, ClipSource videos, List<SkippedVideo> skipped) {
        PrintWriter people = spec.commandLine().getOut();
        people.println(task + " " + used + " videos: " + videos.description());
        SkipReason.of(skipped)
                .forEach(reason -> people.println(
                        "  skipped " + reason.videos() + ": " + reason.reason() + ", such as " + reason.example()));
        people.flush();
    }
}
