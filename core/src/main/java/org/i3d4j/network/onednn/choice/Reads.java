package org.i3d4j.network.onednn.choice;

/** What a unit reads. */
public enum Reads {
    /** The clips, which the first does. */
    CLIPS,
    /** What another stage put out. */
    MAPS
}
