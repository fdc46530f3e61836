package org.i3d4j.cli.train;

import org.i3d4j.error.DistributedException;
import org.i3d4j.text.Printable;

/** How a process of several behaves towards the others. */
final class OtherRanks {
    /** In which a process usually notices by itself, in its next collective operation, and ends in order. */
    private static final long GRACE_MILLIS = 10_000;

    private OtherRanks() {}

    /** Ends this process for another one's failure, even if native code holds its threads. */
    static void endBecause(String message) {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            // The world is closed: the process ends in order.
            return;
        }
        System.err.println("i3d: " + Printable.line(message));
        Runtime.getRuntime().halt(DistributedException.EXIT_CODE);
    }
}
