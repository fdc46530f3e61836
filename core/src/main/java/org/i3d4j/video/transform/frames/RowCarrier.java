package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.video.LevelWriter;

/** Brings one row of a crop after the other into a batch. */
interface RowCarrier {
    /**
     * Carries row {@code y} of the crop.
     *
     * @param frame the resized frame
     * @param planes where it goes, one per channel
     */
    void carry(ByteBuffer frame, int y, List<LevelWriter> planes);
}
