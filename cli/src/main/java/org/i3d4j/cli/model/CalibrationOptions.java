package org.i3d4j.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.options.DatasetOption;
import org.i3d4j.cli.options.SetOption;
import org.i3d4j.cli.process.Session;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.VideoException;
import org.i3d4j.quantize.QuantizationVideos;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On which videos a model is calibrated, and on which the result is measured. */
final class CalibrationOptions {
    private static final Logger log = LoggerFactory.getLogger(CalibrationOptions.class);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--calibrate",
            required = true,
            paramLabel = "DIR|CONFIG",
            description = "Videos to calibrate on: a folder, read as 'predict' does, or a configuration, whose training"
                    + " data is meant.")
    private Path source = Path.of("");

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Mixin
    private SetOption set = new SetOption();

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "64",
            description = "Videos to calibrate on (default: ${DEFAULT-VALUE}).")
    private int clips;

    @Option(
            names = "--verify-clips",
            paramLabel = "N",
            defaultValue = "256",
            description = "Videos, others than those, to measure the result on; 0: don't (default: ${DEFAULT-VALUE}).")
    private int verifyClips;

    /**
     * Finds the videos; opens none of them.
     *
     * @throws org.i3d4j.error.I3dException if there are none, or the data set's classes are not the model's
     */
    QuantizationVideos open(SavedModel model) {
        refuse(clips < 1, "--clips: expected at least 1, found " + clips);
        refuse(verifyClips < 0, "--verify-clips: expected at least 0, found " + verifyClips);
        if (!Files.isDirectory(source)) {
            return ofConfiguration(model);
        }
        refuse(
                dataset.isGiven() || !set.changes().isEmpty(),
                "--dataset and --set go with a configuration; the videos are in " + source);
        return ofFolder(model);
    }

    private void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private QuantizationVideos ofConfiguration(SavedModel model) {
        I3dConfig config = set.load(source).config();
        new Preprocessing(config).differenceFrom(model).ifPresent(note -> Session.note(spec, note));
        QuantizationVideos videos = QuantizationVideos.of(model, dataset.datasets(config), clips, verifyClips);
        videos.notes().forEach(note -> Session.note(spec, note));
        return videos;
    }

    private void tellLeftOut(InputFiles found, int arrays) {
        if (arrays > 0) {
            Session.note(
                    spec,
                    source + ": " + arrays
                            + " .npy files are left out, which hold no pixels (uint8, of RGB or optical flow)");
        }
        if (!found.passedOver().isEmpty()) {
            Session.note(spec, source + ": " + found.passedOver());
        }
        found.unusable().forEach(file -> log.warn("warning: {}: {}", file.file(), file.reason()));
    }

    private QuantizationVideos ofFolder(SavedModel model) {
        InputFiles found = InputFiles.of(source);
        List<Path> files = found.files().stream()
                .filter(file -> !InputFiles.isArray(file) || InputFiles.isPixels(file))
                .toList();
        tellLeftOut(found, found.files().size() - files.size());
        if (files.isEmpty()) {
            throw new VideoException(
                    source
                            + ": the folder has no video; .npy files can be calibrated on if they hold pixels (uint8, of RGB or optical flow)");
        }
        if (model.preprocessing().isAssumed()) {
            log.info("{}", model.preprocessing().assumption(model.file()));
        }
        return QuantizationVideos.ofFiles(model, files, source.toString(), clips, verifyClips);
    }
}
