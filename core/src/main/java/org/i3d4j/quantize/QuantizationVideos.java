package org.i3d4j.quantize;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.VideoException;
import org.i3d4j.evaluate.ModelClasses;
import org.i3d4j.evaluate.report.ClassSpread;

/**
 * The videos that a model is calibrated on, and others that show what 8-bit arithmetic makes of it.
 *
 * @param calibration to calibrate on
 * @param verification to measure on; empty if none were asked for
 * @param notes what a user should hear of how they were found
 */
public record QuantizationVideos(ChosenVideos calibration, Optional<ChosenVideos> verification, List<String> notes) {
    public QuantizationVideos {
        notes = List.copyOf(notes);
    }

    /**
     * Chooses of training's videos to calibrate on and of evaluation's to measure on, at even distances; opens none of them.
     *
     * @param toCalibrate how many at the most, at least 1
     * @param toVerify how many at the most; 0 for none
     * @throws org.i3d4j.error.DatasetException if a list can't be read
     * @throws org.i3d4j.error.ConfigException if there are more classes than the model has, or stored clips have other
     *     channels than it takes
     */
    public static QuantizationVideos of(SavedModel model, ConfiguredDatasets datasets, int toCalibrate, int toVerify) {
        requireCounts(toCalibrate, toVerify);
        ConfiguredSplit train = fitting(datasets.train().open(), model);
        ChosenVideos calibration = ChosenVideos.of(train, toCalibrate);
        if (toVerify == 0) {
            return new QuantizationVideos(calibration, Optional.empty(), List.of());
        }
        ModelClasses classes = ModelClasses.of(model, datasets);
        ConfiguredSplit eval = fitting(datasets.eval().open(classes.numbering()), model);
        return new QuantizationVideos(
                calibration,
                Optional.of(ChosenVideos.of(eval, toVerify)),
                classes.note().stream().toList());
    }

    /**
     * Chooses of files to calibrate on, at even distances, and of the others to measure on: of the same where there are no
     * others. All frames of each are taken, as the model's preprocessing prepares them.
     *
     * @param files videos of any kind that {@link org.i3d4j.predict.Predictor#classify(Path)} takes
     * @param from where they are from, for people
     * @param toCalibrate how many at the most, at least 1
     * @param toVerify how many at the most; 0 for none
     * @throws VideoException if there are no files
     */
    public static QuantizationVideos ofFiles(
            SavedModel model, List<Path> files, String from, int toCalibrate, int toVerify) {
        requireCounts(toCalibrate, toVerify);
        if (files.isEmpty()) {
            throw new VideoException(from + ": there is no video to calibrate on");
        }
        List<Path> calibrating = ClassSpread.evenly(files, toCalibrate);
        Optional<ChosenVideos> verification =
                toVerify == 0 ? Optional.empty() : Optional.of(verification(model, files, calibrating, from, toVerify));
        return new QuantizationVideos(ChosenVideos.ofFiles(model, calibrating, from), verification, List.of());
    }

    private static ChosenVideos verification(
            SavedModel model, List<Path> files, List<Path> calibrating, String from, int most) {
        Set<Path> others = new LinkedHashSet<>(files);
        calibrating.forEach(others::remove);
        return others.isEmpty()
                ? ChosenVideos.ofFiles(
                        model,
                        ClassSpread.evenly(calibrating, most),
                        from + ", the same videos for want of others: expect less of others")
                : ChosenVideos.ofFiles(model, ClassSpread.evenly(List.copyOf(others), most), from + ", other videos");
    }

    private static ConfiguredSplit fitting(ConfiguredSplit split, SavedModel model) {
        return split.incomplete()
                .fitting(model.file().toString(), model.settings().inputChannels());
    }

    private static void requireCounts(int toCalibrate, int toVerify) {
        if (toCalibrate < 1 || toVerify < 0) {
            throw new IllegalArgumentException(toCalibrate + " videos to calibrate on and " + toVerify
                    + " to measure on; expected at least 1 and 0");
        }
    }
}
