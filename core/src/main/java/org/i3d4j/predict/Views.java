package org.i3d4j.predict;

import org.i3d4j.metrics.Averaging;
import org.i3d4j.video.FrameSampler;

/**
 * The views of a video that were averaged to one answer: clips in time x crops in space.
 *
 * @param sampler which frames made the clips
 * @param clips in time
 * @param crops of each clip
 * @param frames of a clip
 * @param averaging how they became one
 */
public record Views(FrameSampler sampler, int clips, int crops, int frames, Averaging averaging) {}
