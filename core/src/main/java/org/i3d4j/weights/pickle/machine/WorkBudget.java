package org.i3d4j.weights.pickle.machine;

import org.i3d4j.error.WeightsException;

/** Bounds the work, and with it the memory, that one pickle can ask for: an instruction or a copied item costs one. */
final class WorkBudget {
    /** A training checkpoint of this network takes some ten thousand instructions. */
    static final int UNITS = 2_000_000;

    private int left = UNITS;

    /** @throws WeightsException if fewer than {@code units} are left */
    void spend(int units) {
        if (units > left) {
            throw new WeightsException("takes more than " + UNITS
                    + " steps to build, too many for a checkpoint; it is damaged or hostile");
        }
        left -= units;
    }
}
