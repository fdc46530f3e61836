package org.i3d4j.data.source;

import java.nio.file.Path;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.PictureSequence;

/**
 * A folder of numbered pictures as the loader reads it.
 *
 * @param frameRate frames per second, which pictures don't tell
 */
record FrameFolder(PictureSequence pictures, double frameRate) implements OpenVideo {

    /**
     * Opens a folder of frames, or of nothing but optical flow; the caller closes it.
     *
     * @throws org.i3d4j.error.VideoException if it holds neither, or they can't be read
     */
    static OpenVideo of(Path folder, VideoLimits limits, double frameRate) {
        return PictureSequence.isFlowAlone(folder)
                ? FlowPictures.open(folder, limits, frameRate)
                : new FrameFolder(PictureSequence.open(folder, limits), frameRate);
    }

    @Override
    public int frameCount() {
        return pictures.frameCount();
    }

    @Override
    public int width() {
        return pictures.width();
    }

    @Override
    public int height() {
        return pictures.height();
    }

    @Override
    public double frameSeconds(int frame) {
        return frame / frameRate;
    }

    @Override
    public void readRows(int[] frames, FrameRows rows, Clip into) {
        pictures.readRows(frames, rows, into);
    }

    @Override
    public void close() {
        pictures.close();
    }
}
