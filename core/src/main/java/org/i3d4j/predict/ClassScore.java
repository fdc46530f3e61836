package org.i3d4j.predict;

/**
 * A class with its score for one clip.
 *
 * @param index of the class in the logits
 * @param name of the class
 * @param probability of the class, in [0, 1]: softmax over all classes, or sigmoid where a video can have several
 * @param logit the unnormalised score
 */
public record ClassScore(int index, String name, double probability, double logit) {}
