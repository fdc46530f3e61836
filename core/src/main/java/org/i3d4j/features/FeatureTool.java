package org.i3d4j.features;

import java.util.OptionalDouble;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowSettings;

/** Whose features are made: frames, windows and rows are then as that program has them. */
public enum FeatureTool {
    /** i3d4j's own: frames are prepared as the model's evaluation does. */
    I3D4J("i3d4j", OptionalDouble.empty()),
    /**
     * v-iashin/video_features: the shorter side to 256 and the centre of 224x224, whatever the model says; a window counts only if
     * one more frame follows on it, and what is left at the end does not; no frames are passed over between windows but that one.
     */
    VIDEO_FEATURES("video_features", OptionalDouble.of(1e-5)),
    /**
     * extract_features.py of piergiaj/pytorch-i3d: the whole video at once, a row for each step in time, of the centre of 224x224 of
     * frames that are only made larger where they are smaller; a video of more than 1600 frames in pieces of at most 1704, without
     * its first and last frame, where neighbouring pieces overlap and rows come twice.
     */
    PIERGIAJ("piergiaj", OptionalDouble.empty());

    private final String word;
    private final OptionalDouble batchNormEps;

    FeatureTool(String word, OptionalDouble batchNormEps) {
        this.word = word;
        this.batchNormEps = batchNormEps;
    }

    /** As the command line has it. */
    public String word() {
        return word;
    }

    /** What that program's network adds to the variance in batch norm, whatever the weights; empty if these say it. */
    public OptionalDouble batchNormEps() {
        return batchNormEps;
    }

    /** How the optical flow of videos is computed: as a model says, with the levels of that program. */
    public FlowSettings flow(FlowSettings own) {
        return this == VIDEO_FEATURES ? new FlowSettings(own.method(), own.shortSide(), FlowLevels.FROM_128) : own;
    }
}
