package org.i3d4j.memory;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;

/**
 * The memory of this machine, or of the container that the process runs in. Linux grants more than there is and ends the
 * process without a word when it is used, so what is large is held against it first.
 */
public final class MachineMemory {
    private static final double GIB = 1L << 30;

    private MachineMemory() {}

    /** Bytes in all, used ones included; {@link Long#MAX_VALUE} where the system does not tell. */
    public static long bytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    /**
     * Refuses what can't fit even if nothing else ran.
     *
     * @param asked bytes to be taken; a double, for products of sizes can go beyond a long
     * @param what takes them, as {@code a batch of 4x3x8x32x32 values}
     * @throws DeviceException if it is more than {@link #bytes()}
     */
    public static void require(double asked, String what) {
        require(asked, what, bytes());
    }

    static void require(double asked, String what, long machineBytes) {
        if (asked > (double) machineBytes) {
            throw new DeviceException("out of memory: " + what + " takes at least " + inGib(asked)
                    + " and this machine has " + inGib((double) machineBytes) + "; " + Advice.SMALLER_CLIPS);
        }
    }

    /** What was asked for and refused by the system. */
    public static DeviceException refused(double asked, String what, OutOfMemoryError cause) {
        return new DeviceException(
                "out of memory: " + what + " takes " + inGib(asked) + ", more than is free; " + Advice.SMALLER_CLIPS,
                cause);
    }

    private static String inGib(double bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
    }
}
