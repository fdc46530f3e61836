package org.i3d4j.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.layouts.DatasetSide;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.DatasetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the splits of a data set, those that a configuration names or those found in a folder. */
public final class DatasetParts {
    private static final Logger log = LoggerFactory.getLogger(DatasetParts.class);
    /** A configuration that says nothing of the data. */
    private static final String ANY_TRAINING = "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n";

    private static final String DATASET = "data_loader.train.dataset.";
    private static final String TRAIN = "train";

    private DatasetParts() {}

    /**
     * Sides of a configuration's {@code data_loader}, the classes of both in training's numbers.
     *
     * @param names {@code train} or {@code eval}
     * @throws DatasetException if one can't be opened
     * @throws org.i3d4j.error.ConfigException if its videos have other channels than the model takes
     */
    public static List<DatasetPart> ofConfig(I3dConfig config, List<String> names, DatasetRoots roots) {
        ConfiguredDatasets datasets = ConfiguredDatasets.of(config, roots);
        List<DatasetPart> parts = new ArrayList<>();
        for (String name : names) {
            ConfiguredSplit split = name.equals(TRAIN)
                    ? datasets.train().open()
                    : datasets.eval().open(classes(datasets, names));
            split.fitting("the model", config.model().inChannel());
            parts.add(new DatasetPart(name, split, Optional.of(split.sampler())));
        }
        return parts;
    }

    /** Evaluation can be looked after where training's data is not. */
    private static ClassNumbering classes(ConfiguredDatasets datasets, List<String> names) {
        try {
            ClassNumbering training = datasets.trainingClasses();
            if (!names.contains(TRAIN) && !training.faults().isEmpty()) {
                log.warn(
                        "warning: rows of training's list can't be used, such as {}",
                        training.faults().get(0));
            }
            return training;
        } catch (DatasetException e) {
            if (names.contains(TRAIN)) {
                throw e;
            }
            ClassNumbering own = datasets.eval().classes();
            log.warn(
                    "warning: the classes of training can't be read, so whether evaluation has others is not known: {}",
                    e.getMessage());
            return own;
        }
    }

    /**
     * Splits of the data set in a folder, all in the numbers of {@code train} if that is one of them; no clips are asked of
     * it.
     *
     * @param type name of its kind in configurations; null to recognize it
     * @param splits names; empty for all that are found
     * @param overrides keys of {@code data_loader.train.dataset} as for {@code --set}
     * @throws DatasetException if the kind is not recognized or a split can't be opened
     * @throws org.i3d4j.error.ConfigException if an override or the type is wrong
     */
    public static List<DatasetPart> ofFolder(
            Path root, @Nullable String type, List<String> splits, List<String> overrides) {
        String kind = type == null ? DatasetLayouts.recognize(root).yamlName() : type;
        List<String> named = splits.isEmpty() ? DatasetLayouts.splits(root, kind) : splits;
        if (named.isEmpty()) {
            return List.of(
                    new DatasetPart("all", side(root, kind, TRAIN, overrides).open(), Optional.empty()));
        }
        Optional<ClassNumbering> training = named.contains(TRAIN)
                ? Optional.of(asInTraining(side(root, kind, TRAIN, overrides)))
                : Optional.empty();
        List<DatasetPart> parts = new ArrayList<>();
        for (String split : named) {
            DatasetSide side = side(root, kind, split, overrides);
            ConfiguredSplit opened =
                    training.isEmpty() || split.equals(TRAIN) ? side.open() : side.open(training.get());
            parts.add(new DatasetPart(split, opened, Optional.empty()));
        }
        return parts;
    }

    private static ClassNumbering asInTraining(DatasetSide train) {
        return new ConfiguredDatasets(train, train).trainingClasses();
    }

    private static DatasetSide side(Path root, String type, String split, List<String> overrides) {
        List<String> all = new ArrayList<>();
        all.add(DATASET + "type=" + quoted(type));
        all.add(DATASET + "split=" + quoted(split));
        all.addAll(overrides);
        I3dConfig config = ConfigFile.parse(ANY_TRAINING, root.toString(), all).config();
        return ConfiguredDatasets.of(config, DatasetRoots.at(root)).train();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
