package org.i3d4j.curate.cache;

import java.util.List;
import org.i3d4j.data.SkippedVideo;

/**
 * What caching came to.
 *
 * @param written arrays made now
 * @param kept arrays of an earlier run
 * @param skipped videos left out, the missing ones included
 * @param cacheBytes of all arrays
 * @param videoBytes of the videos they were made from, where those are files
 * @param seconds taken
 */
public record CacheResult(
        int written, int kept, List<SkippedVideo> skipped, long cacheBytes, long videoBytes, double seconds) {
    public CacheResult {
        skipped = List.copyOf(skipped);
    }
}
