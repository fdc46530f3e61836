package org.i3d4j.predict.heat;

import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Where in a video the clip lies that a map is of.
 *
 * @param startFrame the first frame
 * @param endFrame the frame behind the last
 * @param clipFrames frames that the network got: more than those where a short video was repeated to fill the clip
 * @param geometry what it saw of each
 */
public record MapPlace(int startFrame, int endFrame, int clipFrames, ClipGeometry geometry) {
    public MapPlace {
        if (startFrame < 0 || endFrame <= startFrame || clipFrames < 1) {
            throw new ShapeException("a clip of " + Counted.of(clipFrames, "frame") + " for frames " + startFrame
                    + " to " + endFrame + " of a video; expected at least one frame of both");
        }
    }

    /** Whether the network saw a frame of the video in this clip; with windows apart there are frames that it saw in none. */
    public boolean holds(int frame) {
        return frame >= startFrame && frame < endFrame;
    }

    double middleFrame() {
        return (startFrame + (double) endFrame) / 2;
    }
}
