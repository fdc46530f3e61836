package org.i3d4j.data.lists;

/** A row of a list can't be used; the message says why, without the place. */
public final class FaultyRow extends Exception {
    private static final long serialVersionUID = 1L;

    public FaultyRow(String problem) {
        super(problem);
    }
}
