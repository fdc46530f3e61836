package org.i3d4j.predict;

import org.i3d4j.network.Activations;

/**
 * What the network gave for one piece of a video.
 *
 * @param firstFrame number of the piece's first frame, from 0; a video shorter than the network's minimum is repeated, and
 *     its frames counted on
 * @param frames that the piece has
 * @param activations its logits and the endpoints asked for, of one clip
 */
public record PieceActivations(int firstFrame, int frames, Activations activations) {}
