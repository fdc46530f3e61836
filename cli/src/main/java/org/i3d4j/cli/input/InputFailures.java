package org.i3d4j.cli.input;

import java.util.SortedSet;
import java.util.TreeSet;
import org.i3d4j.error.I3dException;

/** The exit code of a command that goes on behind a bad input. */
public final class InputFailures {
    /** Some inputs failed while others went on, or failed for other reasons. */
    private static final int SOME = 1;

    private final SortedSet<Integer> codes = new TreeSet<>();
    private boolean anyWent;

    public void failed(I3dException failure) {
        codes.add(failure.exitCode());
    }

    public void went() {
        anyWent = true;
    }

    /** That of the only failure, where nothing else went on. */
    public int exitCode() {
        if (codes.isEmpty()) {
            return 0;
        }
        return anyWent || codes.size() > 1 ? SOME : codes.first();
    }
}
