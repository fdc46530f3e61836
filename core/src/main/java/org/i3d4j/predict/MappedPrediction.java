package org.i3d4j.predict;

import org.i3d4j.predict.heat.ClassMaps;

/**
 * What a network says of a video, and what each place of it added to that.
 *
 * @param prediction of the whole video
 * @param maps of one class, a map for every piece
 */
public record MappedPrediction(Prediction prediction, ClassMaps maps) {}
