package org.i3d4j.weights.pickle.machine;

import org.i3d4j.error.WeightsException;

/**
 * A Python function or class of the allow-list, and what takes the place of calling it.
 *
 * @param name as {@code torch._utils._rebuild_tensor_v2}
 * @param body what it builds
 */
record PyCallable(String name, Body body) {

    /** Builds a value from the arguments of a call. */
    @FunctionalInterface
    interface Body {
        /**
         * The value for one call.
         *
         * @throws WeightsException if the arguments don't fit
         */
        Object call(PyTuple arguments, WorkBudget budget);
    }

    /**
     * Builds a value.
     *
     * @throws WeightsException with this name, if the arguments don't fit or the budget is spent
     */
    Object call(PyTuple arguments, WorkBudget budget) {
        try {
            return body.call(arguments, budget);
        } catch (WeightsException e) {
            throw new WeightsException(name + ": " + e.getMessage(), e);
        }
    }
}
