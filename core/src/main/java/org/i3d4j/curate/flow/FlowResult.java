package org.i3d4j.curate.flow;

import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.I3dException;

/**
 * What came of it.
 *
 * @param written videos whose flow was computed now
 * @param kept files of an earlier run
 * @param frames of flow computed now
 * @param bytes of the files written now
 * @param failed videos left out
 * @param seconds taken
 */
public record FlowResult(int written, int kept, long frames, long bytes, List<Failed> failed, double seconds) {
    public FlowResult {
        failed = List.copyOf(failed);
    }

    /** A video without flow. */
    public record Failed(SkippedVideo video, I3dException problem) {}
}
