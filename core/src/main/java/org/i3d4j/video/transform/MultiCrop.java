package org.i3d4j.video.transform;

import java.util.List;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** A step that cuts several windows of one size out of every frame: each makes a clip of its own. */
public sealed interface MultiCrop extends Transform permits VideoThreeCrop, VideoTenCrop {

    /** Windows cut out of a frame. */
    int views();

    /**
     * The windows, the central one at place ({@link #views()} - 1) / 2.
     *
     * @throws org.i3d4j.error.ShapeException if the frame is too small for them
     */
    List<ClipGeometry> crops(ClipGeometry earlier);
}
