package org.i3d4j.architecture;

import org.i3d4j.error.ConfigException;

/**
 * What a model is built from besides its weights.
 *
 * @param backbone which network
 * @param inputChannels 3 for RGB, 2 for flow
 * @param classes rows of the head
 * @param batchNormEps added to the variance; 1e-3 in the original and every model converted from it, 1e-5 in MindSpore
 * @param batchNormMomentum share of the batch in the running statistics, in (0, 1]; training only
 * @param dropoutKeepProbability share of the features kept before the head, in (0, 1]; training only
 */
public record ModelSettings(
        Backbone backbone,
        int inputChannels,
        int classes,
        double batchNormEps,
        double batchNormMomentum,
        double dropoutKeepProbability) {
    public static final double DEFAULT_BATCH_NORM_EPS = 1e-3;
    public static final double DEFAULT_BATCH_NORM_MOMENTUM = 0.1;
    public static final double DEFAULT_DROPOUT_KEEP_PROBABILITY = 0.5;

    public ModelSettings {
        if (!(batchNormEps > 0)) {
            throw new ConfigException("batch-norm eps is " + batchNormEps + "; it has to be above 0");
        }
        requireShare("batch-norm momentum", batchNormMomentum);
        requireShare("dropout keep probability", dropoutKeepProbability);
    }

    /** Of {@link Backbone#INCEPTION}. */
    public ModelSettings(
            int inputChannels,
            int classes,
            double batchNormEps,
            double batchNormMomentum,
            double dropoutKeepProbability) {
        this(Backbone.INCEPTION, inputChannels, classes, batchNormEps, batchNormMomentum, dropoutKeepProbability);
    }

    private static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new ConfigException(what + " is " + value + "; it has to be above 0 and at most 1");
        }
    }

    /** The same of another network. */
    public ModelSettings of(Backbone other) {
        return new ModelSettings(
                other, inputChannels, classes, batchNormEps, batchNormMomentum, dropoutKeepProbability);
    }

    /** The same with another eps of batch norm. */
    public ModelSettings withBatchNormEps(double eps) {
        return new ModelSettings(backbone, inputChannels, classes, eps, batchNormMomentum, dropoutKeepProbability);
    }

    /** The defaults of Inception for {@code inputChannels} and {@code classes}. */
    public static ModelSettings of(int inputChannels, int classes) {
        return of(Backbone.INCEPTION, inputChannels, classes);
    }

    /** The defaults for {@code inputChannels} and {@code classes}, with the eps of the network's published models. */
    public static ModelSettings of(Backbone backbone, int inputChannels, int classes) {
        return new ModelSettings(
                backbone,
                inputChannels,
                classes,
                backbone.batchNormEps(),
                DEFAULT_BATCH_NORM_MOMENTUM,
                DEFAULT_DROPOUT_KEEP_PROBABILITY);
    }

    /** The table that these settings describe. */
    public Architecture architecture() {
        return backbone.architecture(inputChannels, classes);
    }
}
