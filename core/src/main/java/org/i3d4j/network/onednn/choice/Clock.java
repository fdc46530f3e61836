package org.i3d4j.network.onednn.choice;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Tells how much time passes, and how much of it this thread computes. */
interface Clock {

    /** As {@link System#nanoTime()}. */
    long wallNanos();

    /** That this thread has had a processor; as {@link #wallNanos()} where that is not known. */
    long processorNanos();

    /** The system's. */
    static Clock ofSystem() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean isKnown = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return new Clock() {
            @Override
            public long wallNanos() {
                return System.nanoTime();
            }

            @Override
            public long processorNanos() {
                return isKnown ? threads.getCurrentThreadCpuTime() : wallNanos();
            }
        };
    }
}
