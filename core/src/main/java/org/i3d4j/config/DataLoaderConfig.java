package org.i3d4j.config;

import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The data of training and of evaluation; without a word about them, those of the published config. */
public record DataLoaderConfig(
        @Key(doc = "clips for training", absent = """
                        dataset: {split: train, seq: 64}
                        map:
                          operations:
                            - {type: VideoResize, size: [256, 256]}
                            - {type: VideoRandomCrop, size: [224, 224]}
                            - {type: VideoRandomHorizontalFlip, prob: 0.5}
                            - {type: VideoToTensor}
                        """) SplitConfig train,

        @Key(doc = "clips for validation and evaluation", absent = """
                        dataset: {split: val, seq: 64, seq_mode: average, shuffle: false}
                        map:
                          operations:
                            - {type: VideoShortEdgeResize, size: 256}
                            - {type: VideoCenterCrop, size: [224, 224]}
                            - {type: VideoToTensor}
                        """)
        SplitConfig eval,

        @Key(
                doc = "processes that the data is shared between; without effect here: one loads it",
                absent = "1",
                min = 1)
        int groupSize) {
    public DataLoaderConfig {
        KeyRules.require(DataLoaderConfig.class, train, eval, groupSize);
    }
}
