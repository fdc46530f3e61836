package org.i3d4j.config;

import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;

/** The side of a configuration of which a test says only what it is about. */
public final class SomeDatasetConfig {
    private SomeDatasetConfig() {}

    /** Of split val: 5 clips a video, of 24 frames, at 12.5 a second; batches of 7 by 3 workers. */
    public static DatasetConfig of(DatasetType type, Mode mode, ClassOrder classOrder, boolean shuffle) {
        return new DatasetConfig(
                type,
                "",
                "val",
                24,
                mode,
                shuffle,
                3,
                7,
                false,
                2,
                5,
                12.5,
                false,
                classOrder,
                1000,
                2,
                "",
                false,
                0.25,
                12.5,
                60,
                StreamType.RGB,
                FlowMethod.TVL1,
                256,
                FlowLevels.CENTERED,
                "");
    }
}
