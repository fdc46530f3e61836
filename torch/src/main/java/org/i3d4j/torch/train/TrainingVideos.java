package org.i3d4j.torch.train;

import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ConfiguredSplit;

/** Where the videos of a run come from; what is done to them is the configuration's. Opened when a run begins. */
public sealed interface TrainingVideos {

    /** The data sets that the configuration names, in these folders. */
    static TrainingVideos at(DatasetRoots roots) {
        return new Configured(roots);
    }

    /**
     * Data sets of the caller's own; what the configuration says of theirs is not heeded.
     *
     * @param train to learn from
     * @param eval to measure by; its classes have the numbers that they have in {@code train}
     */
    static TrainingVideos of(VideoDataset train, VideoDataset eval) {
        return new Own(train, eval);
    }

    /**
     * The side of training.
     *
     * @throws org.i3d4j.error.DatasetException if it can't be used
     * @throws org.i3d4j.error.ConfigException if the configuration does not fit it
     */
    ConfiguredSplit train(I3dConfig config);

    /**
     * The side of validation.
     *
     * @param classes those of training, whose numbers the labels are to have
     * @throws org.i3d4j.error.DatasetException if it can't be used
     * @throws org.i3d4j.error.ConfigException if the configuration does not fit it
     */
    ConfiguredSplit eval(I3dConfig config, ClassNames classes);

    private static ConfiguredSplit fitting(ConfiguredSplit split, I3dConfig config) {
        return split.complete().fitting("the model", config.model().inChannel());
    }

    /** As a configuration names them. */
    record Configured(DatasetRoots roots) implements TrainingVideos {
        @Override
        public ConfiguredSplit train(I3dConfig config) {
            return fitting(ConfiguredDatasets.of(config, roots).train().open(), config);
        }

        @Override
        public ConfiguredSplit eval(I3dConfig config, ClassNames classes) {
            return fitting(
                    ConfiguredDatasets.of(config, roots).eval().open(ConfiguredDatasets.asInTraining(classes)), config);
        }
    }

    /** Of the caller. */
    record Own(VideoDataset training, VideoDataset validation) implements TrainingVideos {
        @Override
        public ConfiguredSplit train(I3dConfig config) {
            return fitting(
                    ConfiguredSplit.of(
                            config.dataLoader().train(),
                            training,
                            config.train().seed()),
                    config);
        }

        @Override
        public ConfiguredSplit eval(I3dConfig config, ClassNames classes) {
            ConfiguredSplit split = ConfiguredSplit.of(
                    config.dataLoader().eval(), validation, config.train().seed());
            split.dataset().classNames().requireFirstOf(classes, split.dataset().description(), "training");
            return fitting(split, config);
        }
    }
}
