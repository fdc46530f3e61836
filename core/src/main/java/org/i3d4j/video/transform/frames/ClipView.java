package org.i3d4j.video.transform.frames;

import org.i3d4j.video.pixels.PixelOperation;

/**
 * All that a chain does to the frames of one clip, random choices made.
 *
 * @param geometry what is scaled, cut out and mirrored
 * @param pixels what then happens to each frame; {@link PixelOperation#NONE} for nothing
 */
public record ClipView(ClipGeometry geometry, PixelOperation pixels) {

    /** Whether pixels go from the decoded frame to the batch as they are. */
    public boolean copiesPixels() {
        return !geometry.scalesWindow() && pixels.equals(PixelOperation.NONE);
    }
}
