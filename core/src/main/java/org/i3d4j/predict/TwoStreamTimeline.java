package org.i3d4j.predict;

/**
 * What happens when in a video by both streams, and by each alone; window for window the same places, but for a frame at the end.
 *
 * @param rgb by its colours
 * @param flow by its optical flow
 * @param both by the weighted sums of their logits
 */
public record TwoStreamTimeline(Timeline rgb, Timeline flow, Timeline both) {}
