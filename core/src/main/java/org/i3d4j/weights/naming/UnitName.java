package org.i3d4j.weights.naming;

import java.util.Optional;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Parameter;

/**
 * The layer of a parameter, taken apart.
 *
 * @param full as {@code Mixed_3b.b1a}
 * @param stage as {@code Mixed_3b} or {@code Conv3d_1a_7x7}
 * @param branch as {@code b1a}; empty outside the mixed blocks
 */
record UnitName(String full, String stage, Optional<String> branch) {

    static UnitName of(Parameter parameter) {
        String full = parameter.layer();
        int dot = full.indexOf('.');
        return dot < 0
                ? new UnitName(full, full, Optional.empty())
                : new UnitName(full, full.substring(0, dot), Optional.of(full.substring(dot + 1)));
    }

    boolean isHead() {
        return full.equals(Architecture.HEAD);
    }
}
