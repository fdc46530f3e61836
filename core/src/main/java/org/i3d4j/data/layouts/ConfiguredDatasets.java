package org.i3d4j.data.layouts;

import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;

/**
 * The data of a configuration. Both sides share one numbering of the classes, that of training: what evaluation's own lists
 * or folders would number otherwise is matched by name.
 */
public record ConfiguredDatasets(DatasetSide train, DatasetSide eval) {

    /** The data of {@code config}; opens nothing yet. */
    public static ConfiguredDatasets of(I3dConfig config, DatasetRoots roots) {
        long seed = config.train().seed();
        return new ConfiguredDatasets(
                new DatasetSide(config.dataLoader().train(), roots.train(), seed),
                new DatasetSide(config.dataLoader().eval(), roots.eval(), seed));
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
