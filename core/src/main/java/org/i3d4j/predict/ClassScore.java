package org.i3d4j.predict;

/**
 * A class with its score for one clip.
 *
 * @param index of the class in the logits
 * @param name of the class
 * @param probability softmax over all classes, in [0, 1]
 * @param logit the unnormalised score
 */
public record ClassScore(int index, String name, double probability, double logit) {}
