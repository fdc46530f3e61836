package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.video.LevelWriter;
import org.i3d4j.video.pixels.BilinearScaler;
import org.i3d4j.video.pixels.PixelFrame;

/** Frames that are cut out onto the heap to be scaled, mirrored and changed there. */
public final class ChangedFrames implements FrameCarrier {
    private final ClipView view;
    private final int channels;
    private final int planarRowBytes;
    private final ClipGeometry geometry;
    private final byte[] window;
    private final BilinearScaler scaler;
    private final PixelFrame frame;
    private final CopiedFrames result;

    /**
     * A carrier of what the view sees, changed.
     *
     * @param planarRowBytes of frames that are C,H,W; 0 for H,W,C
     */
    public ChangedFrames(ClipView view, int channels, int planarRowBytes) {
        this.view = view;
        this.channels = channels;
        this.planarRowBytes = planarRowBytes;
        this.geometry = view.geometry();
        this.window = new byte[geometry.windowHeight() * geometry.windowWidth() * channels];
        this.scaler = new BilinearScaler(
                geometry.windowHeight(), geometry.windowWidth(), geometry.height(), geometry.width(), channels);
        this.frame = new PixelFrame(geometry.height(), geometry.width(), channels);
        this.result = new CopiedFrames(ClipGeometry.whole(geometry.height(), geometry.width()), channels, 0);
    }

    @Override
    public void carry(ByteBuffer resized, List<LevelWriter> planes) {
        byte[] cut = geometry.scalesWindow() ? window : frame.pixels();
        if (planarRowBytes > 0) {
            cutPlanes(resized, cut);
        } else {
            cutRows(resized, cut);
        }
        if (geometry.scalesWindow()) {
            scaler.scale(window, frame.pixels());
        }
        if (geometry.flipped()) {
            frame.mirror();
        }
        view.pixels().apply(frame);
        result.carry(ByteBuffer.wrap(frame.pixels()), planes);
    }

    private void cutRows(ByteBuffer frameHwc, byte[] cut) {
        int rowBytes = geometry.windowWidth() * channels;
        for (int y = 0; y < geometry.windowHeight(); y++) {
            int start = ((geometry.top() + y) * geometry.resizedWidth() + geometry.left()) * channels;
            frameHwc.get(start, cut, y * rowBytes, rowBytes);
        }
    }

    private void cutPlanes(ByteBuffer frameChw, byte[] cut) {
        byte[] row = new byte[geometry.windowWidth()];
        for (int channel = 0; channel < channels; channel++) {
            int to = channel;
            for (int y = 0; y < geometry.windowHeight(); y++) {
                int line = channel * geometry.resizedHeight() + geometry.top() + y;
                frameChw.get(line * planarRowBytes + geometry.left(), row);
                for (int x = 0; x < row.length; x++, to += channels) {
                    cut[to] = row[x];
                }
            }
        }
    }
}
