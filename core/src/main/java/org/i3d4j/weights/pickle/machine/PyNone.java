package org.i3d4j.weights.pickle.machine;

/** Python's {@code None}. */
public enum PyNone {
    NONE
}
