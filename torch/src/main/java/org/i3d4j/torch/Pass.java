package org.i3d4j.torch;

/** What a run of the network is for. */
enum Pass {
    /** Running statistics, no dropout. */
    EVALUATION(false),
    /** Statistics of the batch, which move the running ones; dropout. */
    TRAINING(true),
    /** As training, with the running statistics replaced by those of the batch. */
    MEASUREMENT(true),
    /** As training, with clips that count for nothing: they stand in for a part of a batch that has none. */
    PLACEHOLDER(true);

    private final boolean training;

    Pass(boolean training) {
        this.training = training;
    }

    boolean isTraining() {
        return training;
    }
}
