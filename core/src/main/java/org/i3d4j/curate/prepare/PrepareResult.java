package org.i3d4j.curate.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.i3d4j.data.SkippedVideo;

/**
 * What preparing came to.
 *
 * @param copies all that are there now
 * @param written of these, made now
 * @param skipped videos left out, the missing ones included
 * @param others files of the data set that no list names
 * @param frames of all copies
 * @param bytes of all copies
 * @param videoBytes of the videos they were made from, where those are files
 * @param psnr of all frames against the scaled originals, dB
 * @param worst the copy with the frame that is furthest off; empty where there is none
 * @param seconds taken
 */
public record PrepareResult(
        Set<Path> copies,
        int written,
        List<SkippedVideo> skipped,
        List<Path> others,
        long frames,
        long bytes,
        long videoBytes,
        double psnr,
        Optional<Worst> worst,
        double seconds) {
    public PrepareResult {
        copies = Set.copyOf(copies);
        skipped = List.copyOf(skipped);
        others = List.copyOf(others);
    }

    /**
     * A copy.
     *
     * @param psnr of its worst frame, dB
     */
    public record Worst(Path copy, double psnr) {}

    /** Copies of an earlier run. */
    public int kept() {
        return copies.size() - written;
    }
}
