package org.i3d4j.network.onednn.plan;

/** Part of a plan's memory, in use from the first to the last step that names it. */
public final class Region {
    private final long bytes;
    private int firstStep = Integer.MAX_VALUE;
    private int lastStep = -1;

    Region(long bytes) {
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    public void usedBy(int step) {
        firstStep = Math.min(firstStep, step);
        lastStep = Math.max(lastStep, step);
    }

    boolean isUsedTogetherWith(Region other) {
        return firstStep <= other.lastStep && other.firstStep <= lastStep;
    }
}
