package org.i3d4j.curate;

import java.util.Optional;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.video.FrameSampler;

/**
 * A split of a data set that is looked after.
 *
 * @param name as the user names it: {@code train}, {@code eval}, or the split's own name
 * @param split its videos and what is made of them
 * @param sampler how clips are taken from a video; empty where none are asked for
 */
public record DatasetPart(String name, ConfiguredSplit split, Optional<FrameSampler> sampler) {

    /**
     * This, if the lists are sound; whatever share of the videos is missing.
     *
     * @throws org.i3d4j.error.DatasetException naming the faults of the lists
     */
    public DatasetPart sound() {
        return new DatasetPart(name, split.incomplete(), sampler);
    }
}
