package org.i3d4j.video.transform;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.pixels.BilinearScaler;
import org.i3d4j.video.pixels.RgbFrame;

/** Frames that are cut out onto the heap to be scaled, mirrored and changed there. */
final class ChangedFrames implements FrameCarrier {
    private static final int CHANNELS = 3;

    private final ClipView view;
    private final ClipGeometry geometry;
    private final byte[] window;
    private final BilinearScaler scaler;
    private final RgbFrame frame;
    private final CopiedFrames result;

    ChangedFrames(ClipView view, float[][] values) {
        if (values.length != CHANNELS) {
            throw new ShapeException("colours can't be changed, nor windows scaled, in a clip of " + values.length
                    + " channels; it takes " + CHANNELS);
        }
        this.view = view;
        this.geometry = view.geometry();
        this.window = new byte[geometry.windowHeight() * geometry.windowWidth() * CHANNELS];
        this.scaler = new BilinearScaler(
                geometry.windowHeight(), geometry.windowWidth(), geometry.height(), geometry.width(), CHANNELS);
        this.frame = new RgbFrame(geometry.height(), geometry.width());
        this.result = new CopiedFrames(ClipGeometry.whole(geometry.height(), geometry.width()), values);
    }

    @Override
    public void carry(ByteBuffer frameHwc, FloatBuffer[] planesHw) {
        byte[] cut = geometry.scalesWindow() ? window : frame.pixels();
        int rowBytes = geometry.windowWidth() * CHANNELS;
        for (int y = 0; y < geometry.windowHeight(); y++) {
            int start = ((geometry.top() + y) * geometry.resizedWidth() + geometry.left()) * CHANNELS;
            frameHwc.get(start, cut, y * rowBytes, rowBytes);
        }
        if (geometry.scalesWindow()) {
            scaler.scale(window, frame.pixels());
        }
        if (geometry.flipped()) {
            frame.mirror();
        }
        view.pixels().apply(frame);
        result.carry(ByteBuffer.wrap(frame.pixels()), planesHw);
    }
}
