package org.i3d4j.cli.dataset;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.text.Counted;

/** What becomes of a data set's videos in a folder that mirrors it: the first lines that are printed. */
final class MirrorSummary {
    static final double MIB = 1 << 20;
    static final int SOME_LEFT_OUT = 1;

    private MirrorSummary() {}

    /**
     * Names the videos that were left out, and counts all.
     *
     * @param done what was done with the others
     */
    static void print(PrintWriter out, List<SkippedVideo> skipped, String done, int written, int kept, double seconds) {
        skipped.forEach(video -> out.println("left out " + video.file() + ": " + video.reason()));
        out.printf(
                Locale.ROOT,
                "%s %s in %.1f s (%.1f videos/s), %d kept from before, %d left out%n",
                Counted.of(written, "video"),
                done,
                seconds,
                written / Math.max(seconds, 1e-3),
                kept,
                skipped.size());
    }
}
