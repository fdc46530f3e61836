package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.video.LevelWriter;

/** Brings one frame of a clip after the other into a batch. */
public interface FrameCarrier {
    /**
     * Carries a frame.
     *
     * @param frame the resized frame, H,W,C or C,H,W
     * @param planes where it goes, one per channel
     */
    void carry(ByteBuffer frame, List<LevelWriter> planes);
}
