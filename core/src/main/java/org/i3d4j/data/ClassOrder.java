package org.i3d4j.data;

/** How the classes of the Kinetics layout are numbered; a checkpoint's outputs follow the order it was trained with. */
public enum ClassOrder {
    /** As {@code cls2index.json} in the root of the data set says, else by first appearance in the training CSV. */
    FIRST_APPEARANCE,
    /** By name, compared by code point: the order of DeepMind's checkpoints. */
    ALPHABETICAL
}
