package org.i3d4j.data.loading;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.i3d4j.error.DatasetException;

/** How long a loader lets one video take, and how many threads hang in reads it gave up. Thread-safe. */
final class ReadTimeLimit {
    /** Each holds a thread and the memory of a clip for as long as it hangs. */
    static final int MOST_HANGING = 16;

    private static final String KEY = "data_loader.*.dataset.read_timeout";
    private static final double NANOS_PER_SECOND = 1e9;

    private final double seconds;
    private final LongSupplier nanoTime;
    private int hanging;

    /**
     * Nothing hangs yet.
     *
     * @param seconds for one video; 0: no limit
     * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
     */
    ReadTimeLimit(double seconds, LongSupplier nanoTime) {
        this.seconds = seconds;
        this.nanoTime = nanoTime;
    }

    long nowNanos() {
        return nanoTime.getAsLong();
    }

    boolean exceededBy(Reading reading) {
        return seconds > 0 && nowNanos() - reading.startNanos() > seconds * NANOS_PER_SECOND;
    }

    /** Why a video whose read was given up is left out. */
    String reason() {
        return "gave up after " + secondsInWords() + " s: reading or decoding hangs; see " + KEY;
    }

    private String secondsInWords() {
        return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
    }

    /** Counts a thread that is left behind. */
    synchronized void left() {
        hanging++;
    }

    /** Counts a thread that came back after all. */
    synchronized void returned() {
        hanging--;
    }

    /**
     * To be asked before another thread takes the place of one that hangs.
     *
     * @param last the video given up last
     * @throws DatasetException if too many hang at a time
     */
    synchronized void requireFewHanging(Path last) {
        if (hanging > MOST_HANGING) {
            throw new DatasetException(hanging + " reads of videos hang at a time, each for more than "
                    + secondsInWords() + " s, the limit is " + MOST_HANGING + "; the last: " + last
                    + ". Check that its storage answers; if it is only slow, raise " + KEY);
        }
    }
}
