package org.i3d4j.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.options.DataOptions;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.VideoException;
import org.i3d4j.evaluate.ModelClasses;
import org.i3d4j.evaluate.report.ClassSpread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    @Option(
            names = "--dataset",
            paramLabel = "ROOT",
            description = "With a configuration: folder of the data set (default: dataset_root in data/data.json, else"
                    + " the config's path).")
    private Optional<Path> dataset = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a key of the configuration; may be given again.")
    private List<String> overrides = new ArrayList<>();

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
     * The videos.
     *
     * @param calibration to calibrate on
     * @param verification to measure on; empty if that was not wanted
     */
    record Videos(ClipSource calibration, Optional<ClipSource> verification) {}

    /**
     * Finds the videos; opens none of them.
     *
     * @throws org.i3d4j.error.I3dException if there are none, or the data set's classes are not the model's
     */
    Videos open(SavedModel model) {
        refuse(clips < 1, "--clips: expected at least 1, found " + clips);
        refuse(verifyClips < 0, "--verify-clips: expected at least 0, found " + verifyClips);
        if (!Files.isDirectory(source)) {
            return ofConfiguration(model);
        }
        refuse(
                dataset.isPresent() || !overrides.isEmpty(),
                "--dataset and --set go with a configuration; the videos are in " + source);
        return ofFolder(model);
    }

    private void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Videos ofConfiguration(SavedModel model) {
        LoadedConfig loaded = ConfigFile.load(source, overrides);
        loaded.warnings().forEach(warning -> log.warn("warning: {}", warning));
        I3dConfig config = loaded.config();
        new Preprocessing(config).differenceFrom(model).ifPresent(note -> log.info("note: {}", note));
        ConfiguredDatasets datasets = ConfiguredDatasets.of(
                config, DatasetRoots.resolve(dataset, DataOptions.DATA_JSON, config.dataLoader()));
        ConfiguredSplit train = fitting(datasets.train().open(), model);
        if (verifyClips == 0) {
            return new Videos(new SplitClips(train, clips), Optional.empty());
        }
        ModelClasses classes = ModelClasses.of(model, datasets);
        classes.note().ifPresent(note -> log.info("note: {}", note));
        ConfiguredSplit eval = fitting(datasets.eval().open(classes.numbering()), model);
        return new Videos(new SplitClips(train, clips), Optional.of(new SplitClips(eval, verifyClips)));
    }

    private static ConfiguredSplit fitting(ConfiguredSplit split, SavedModel model) {
        return split.incomplete()
                .fitting(model.file().toString(), model.settings().inputChannels());
    }

    private void tellLeftOut(InputFiles found, int arrays) {
        if (arrays > 0) {
            log.info("note: {}: {} .npy files are left out, which hold no pixels (uint8)", source, arrays);
        }
        if (!found.passedOver().isEmpty()) {
            log.info("note: {}: {}", source, found.passedOver());
        }
        found.unusable().forEach(file -> log.warn("warning: {}: {}", file.file(), file.reason()));
    }

    private Videos ofFolder(SavedModel model) {
        InputFiles found = InputFiles.of(source);
        List<Path> files = found.files().stream()
                .filter(file -> !InputFiles.isArray(file) || InputFiles.isPixels(file))
                .toList();
        tellLeftOut(found, found.files().size() - files.size());
        if (files.isEmpty()) {
            throw new VideoException(
                    source + ": the folder has no video; .npy files can be calibrated on if they hold pixels (uint8)");
        }
        if (model.preprocessing().assumed()) {
            log.info("{}", model.preprocessing().assumption(model.file()));
        }
        List<Path> calibrating = ClassSpread.evenly(files, clips);
        ClipSource calibration = new FolderClips(model, calibrating, source.toString());
        if (verifyClips == 0) {
            return new Videos(calibration, Optional.empty());
        }
        Set<Path> others = new LinkedHashSet<>(files);
        calibrating.forEach(others::remove);
        return new Videos(
                calibration,
                Optional.of(
                        others.isEmpty()
                                ? new FolderClips(
                                        model,
                                        ClassSpread.evenly(calibrating, verifyClips),
                                        source + ", the same videos for want of others: expect less of others")
                                : new FolderClips(
                                        model,
                                        ClassSpread.evenly(List.copyOf(others), verifyClips),
                                        source + ", other videos")));
    }
}
