package org.i3d4j.data.layouts;

import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.error.ConfigException;

/**
 * The data of a configuration. Both sides share one numbering of the classes, that of training: what evaluation's own lists
 * or folders would number otherwise is matched by name.
 */
public record ConfiguredDatasets(DatasetSide train, DatasetSide eval) {

    private static final int RGB = 3;

    /**
     * The data of {@code config}; opens nothing yet.
     *
     * @throws ConfigException if the model is for another number of channels than videos have
     */
    public static ConfiguredDatasets of(I3dConfig config, DatasetRoots roots) {
        requireRgb(config);
        long seed = config.train().seed();
        return new ConfiguredDatasets(
                new DatasetSide(config.dataLoader().train(), roots.train(), seed),
                new DatasetSide(config.dataLoader().eval(), roots.eval(), seed));
    }

    /**
     * Sees to it that a model can be fed with videos of data sets.
     *
     * @throws ConfigException if it is for another number of channels than they have
     */
    public static void requireRgb(I3dConfig config) {
        if (config.model().inChannel() != RGB) {
            throw new ConfigException("model.in_channel: " + config.model().inChannel() + "; videos of data sets are"
                    + " red, green and blue, so it has to be 3; optical flow can't be read from data sets yet");
        }
    }

    /** What evaluation opens its data with, given the classes that training has. */
    public static ClassNumbering asInTraining(ClassNames classes) {
        return new ClassNumbering(classes, "numbered as in training");
    }

    /**
     * The classes as training numbers them; no video is opened.
     *
     * @throws org.i3d4j.error.DatasetException if what names them is missing or can't be read at all
     */
    public ClassNumbering trainingClasses() {
        ClassNumbering own = train.classes();
        return new ClassNumbering(own.names(), asInTraining(own.names()).order(), own.faults());
    }
}
