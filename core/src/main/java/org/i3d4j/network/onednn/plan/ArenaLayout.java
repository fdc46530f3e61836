package org.i3d4j.network.onednn.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the regions of a plan lie in one piece of memory: those that are never in use at the same time may share a place. The
 * largest are placed first, each as low as it can lie, which for I3D comes to what its largest step needs.
 */
final class ArenaLayout {
    /** Pages, so that no two regions share a cache line. */
    private static final long ALIGNMENT = 4096;

    private final Map<Region, Long> offsets = new HashMap<>();
    private long bytes;

    ArenaLayout(List<Region> regions) {
        List<Region> placed = new ArrayList<>();
        List<Region> largestFirst = regions.stream()
                .sorted(Comparator.comparingLong(Region::bytes).reversed())
                .toList();
        for (Region region : largestFirst) {
            long offset = lowest(region, placed);
            offsets.put(region, offset);
            placed.add(region);
            bytes = Math.max(bytes, aligned(offset + region.bytes()));
        }
    }

    private long lowest(Region region, List<Region> placed) {
        List<Region> inTheWay = placed.stream()
                .filter(region::isUsedTogetherWith)
                .sorted(Comparator.comparingLong(this::offset))
                .toList();
        long offset = 0;
        for (Region other : inTheWay) {
            if (offset + region.bytes() <= offset(other)) {
                break;
            }
            offset = Math.max(offset, aligned(offset(other) + other.bytes()));
        }
        return offset;
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Bytes from the start of the memory to that of {@code region}. */
    long offset(Region region) {
        Long offset = offsets.get(region);
        if (offset == null) {
            throw new IllegalArgumentException("the region has no place");
        }
        return offset;
    }

    /** Bytes in all. */
    long bytes() {
        return bytes;
    }
}
