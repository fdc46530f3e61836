package org.i3d4j.cli.output;

import java.io.PrintWriter;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.evaluate.SkipReason;

/** Tells which videos were left out. */
public final class LeftOutVideos {
    private LeftOutVideos() {}

    /** A line a reason, with the command's options where it gives advice. */
    public static void print(List<SkippedVideo> skipped, PrintWriter people) {
        SkipReason.of(skipped)
                .forEach(reason -> people.println("  skipped " + reason.videos() + ": "
                        + CommandAdvice.in(reason.reason()) + ", such as " + reason.example()));
    }
}
