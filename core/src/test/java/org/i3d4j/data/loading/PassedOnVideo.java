package org.i3d4j.data.loading;

import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;

/** What another video says and gives. */
interface PassedOnVideo extends OpenVideo {
    OpenVideo video();

    @Override
    default int frameCount() {
        return video().frameCount();
    }

    @Override
    default int width() {
        return video().width();
    }

    @Override
    default int height() {
        return video().height();
    }

    @Override
    default double frameSeconds(int frame) {
        return video().frameSeconds(frame);
    }

    @Override
    default void readRows(int[] frames, FrameRows rows, Clip into) {
        video().readRows(frames, rows, into);
    }

    @Override
    default void close() {
        video().close();
    }
}
