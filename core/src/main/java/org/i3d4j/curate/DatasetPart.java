package org.i3d4j.curate;

import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.video.FrameSampler;

/**
 * A split of a data set that is looked after.
 *
 * @param name as the user names it: {@code train}, {@code eval}, or the split's own name
 * @param split its videos and what is made of them
 * @param framesNeeded frames a video has to have for a clip without repeats; 1 where no clips are asked for
 */
public record DatasetPart(String name, ConfiguredSplit split, int framesNeeded) {

    /** Frames from the first to the last of a clip, both counted. */
    static int framesNeeded(FrameSampler sampler) {
        long steps = sampler.mode() == FrameSampler.Mode.INTERVAL ? sampler.frameInterval() : 1;
        return (int) Math.min(Integer.MAX_VALUE, (sampler.frames() - 1) * steps + 1);
    }
}
