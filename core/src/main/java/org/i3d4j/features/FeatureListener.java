package org.i3d4j.features;

import java.util.function.Consumer;

/** Hears of the features of a video while they are made. */
public interface FeatureListener {

    /**
     * The video is open.
     *
     * @param expectedFrames of it at the frame rate that was asked for, as its header says; 0 where that is unknown
     */
    void began(long expectedFrames);

    /** A window's features are known; they come in order. */
    void made(FeatureRow row);

    /** One that hears of rows alone. */
    static FeatureListener ofRows(Consumer<FeatureRow> each) {
        return new FeatureListener() {
            @Override
            public void began(long expectedFrames) {}

            @Override
            public void made(FeatureRow row) {
                each.accept(row);
            }
        };
    }
}
