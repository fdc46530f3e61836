package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.WindowPrediction;

/** Classifies the inputs of a command by one network, or by two. */
interface Classifier extends AutoCloseable {
    /** Number of the classes. */
    int classes();

    /** Their names. */
    ClassLabels labels();

    /** What each of two networks counts in the sums that its scores are; empty of one network. */
    Optional<StreamWeights> weights();

    /** Whether a file is read together with another one, and needs nothing of its own. */
    boolean isPartOfAnother(Path file);

    /** A video in one piece. */
    Classified whole(Path video);

    /** The clips of an array. */
    Classified clips(Path array);

    /**
     * A video by the windows that were asked for.
     *
     * @param listener is told every window as it is known
     */
    ClassifiedTimeline windows(Path video, Consumer<WindowPrediction> listener);

    /** Whether whole videos are seen as an evaluation sees them. */
    boolean isSampled();

    @Override
    void close();
}
