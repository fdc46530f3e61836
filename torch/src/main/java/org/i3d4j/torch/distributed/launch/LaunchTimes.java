package org.i3d4j.torch.distributed.launch;

/**
 * How long the launcher waits when a process has failed.
 *
 * @param causeMillis for the process that is the cause, when the first to end was a victim of another
 * @param graceMillis for the others to end by themselves and say why, before they are killed
 */
public record LaunchTimes(long causeMillis, long graceMillis) {
    /** Enough for a Java process to end; short enough for someone who watches. */
    public static final LaunchTimes DEFAULT = new LaunchTimes(2_000, 3_000);

    public LaunchTimes {
        if (causeMillis < 0 || graceMillis < 0) {
            throw new IllegalArgumentException(causeMillis + " ms, " + graceMillis + " ms");
        }
    }
}
