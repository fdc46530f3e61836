package org.i3d4j.torch.distributed;

import java.util.List;
import java.util.Set;
import org.i3d4j.error.DistributedException;

/**
 * How a process ended.
 *
 * @param rank its number among all
 * @param exitCode its exit code; 128 + s where signal s killed it, as in shells
 * @param lastLines what it said last on standard error
 */
record RankEnd(int rank, int exitCode, List<String> lastLines) {
    private static final int SIGNALLED = 128;
    private static final int SIGINT = 2;
    private static final int SIGPIPE = 13;
    private static final int SIGTERM = 15;
    private static final int INTERNAL_ERROR = 1;
    private static final int DEVICE = 7;
    /** A configuration or a data set is as wrong the second time; a process, a device or memory may be well again. */
    private static final Set<Integer> CURABLE = Set.of(INTERNAL_ERROR, DEVICE, DistributedException.EXIT_CODE);

    RankEnd {
        lastLines = List.copyOf(lastLines);
    }

    /** Whether it ended because of another process. */
    boolean isVictim() {
        return exitCode == DistributedException.EXIT_CODE;
    }

    /** Whether it failed by itself. */
    boolean isCulprit() {
        return exitCode != 0 && !isVictim();
    }

    /** Whether it did what a signal asked for. */
    boolean isByRequest() {
        return exitCode == 0 || exitCode == SIGNALLED + SIGTERM || exitCode == SIGNALLED + SIGINT;
    }

    /** Whether starting again may end better. */
    boolean isWorthARestart() {
        return (exitCode >= SIGNALLED && !isUnread()) || CURABLE.contains(exitCode);
    }

    /** Whether what it said could not be passed on. */
    boolean isUnread() {
        return exitCode == SIGNALLED + SIGPIPE;
    }

    String describe() {
        String how = exitCode > SIGNALLED
                ? "was killed by signal " + (exitCode - SIGNALLED)
                : "ended with exit code " + exitCode;
        return "rank " + rank + " " + how;
    }
}
