package org.i3d4j.data.clips;

import java.util.List;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/**
 * The rows of the scaled frames that views see: only these are converted and kept.
 *
 * @param rows where they lie
 * @param count how many rows
 */
public record SeenRows(FrameRows rows, int count) {

    /** The rows that views, at least one, see of frames that are scaled alike. */
    public static SeenRows of(List<ClipView> views) {
        ClipGeometry scaled = views.get(0).geometry();
        int top = scaled.resizedHeight();
        int bottom = 0;
        for (ClipView view : views) {
            ClipGeometry geometry = view.geometry();
            top = Math.min(top, geometry.top());
            bottom = Math.max(bottom, geometry.top() + geometry.windowHeight());
        }
        FrameRows rows = new FrameRows(scaled.resizedHeight(), scaled.resizedWidth(), top, scaled.interpolation());
        return new SeenRows(rows, bottom - top);
    }

    /** Of the scaled frames. */
    public int width() {
        return rows.scaledWidth();
    }

    /** A view, in frames of which only these rows were read. */
    public ClipView within(ClipView view) {
        return new ClipView(view.geometry().withinRows(rows.top(), count), view.pixels());
    }
}
