package org.i3d4j.video.scaling;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.scaling.Orientation.Walk;

/** Decoded frames to RGB as displayed: scaled and turned, those rows that are wanted. */
public final class FrameScaler implements AutoCloseable {
    private final Orientation orientation;
    private final int channels;
    private final PlaneScaler scaler;

    /** A scaler for the frames of the video {@code name}, which its errors name. */
    public FrameScaler(String name, Orientation orientation) {
        this(name, orientation, Modality.RGB.channels());
    }

    /**
     * A scaler for frames that have something else in the planes of RGB.
     *
     * @param channels how many of red, green and blue are of use
     */
    FrameScaler(String name, Orientation orientation, int channels) {
        this.orientation = orientation;
        this.channels = channels;
        this.scaler = new PlaneScaler(name, channels);
    }

    /** Converts a frame to the clip's size, as {@link #scale(AVFrame, FrameRows, Clip, int)} its rows. */
    public void scale(AVFrame frame, Clip into, int place, Interpolation interpolation) {
        scale(frame, FrameRows.whole(into, interpolation), into, place);
    }

    /**
     * Converts rows of a frame.
     *
     * @param into takes them as its frame {@code place}
     * @throws org.i3d4j.error.ShapeException if they go over an edge
     */
    public void scale(AVFrame frame, FrameRows rows, Clip into, int place) {
        rows.checkFill(into, channels);
        if (into.planar() && orientation.equals(Orientation.UPRIGHT)) {
            scaler.scale(frame, rows, into, place);
            return;
        }
        boolean swapped = orientation.swapsSides();
        int width = swapped ? rows.scaledHeight() : rows.scaledWidth();
        int height = swapped ? rows.scaledWidth() : rows.scaledHeight();
        placeRows(scaler.scale(frame, width, height, rows.interpolation()), rows.top(), into, place);
    }

    private void placeRows(AVFrame planes, int top, Clip into, int place) {
        ByteBuffer[] ofChannel = new ByteBuffer[channels];
        for (int channel = 0; channel < channels; channel++) {
            int plane = PlaneScaler.PLANE_OF_CHANNEL[channel];
            long bytes = (long) planes.linesize(plane) * planes.height();
            ofChannel[channel] = planes.data(plane).capacity(bytes).asByteBuffer();
        }
        // All planes of the format have one stride.
        Walk walk = orientation.walk(planes.width(), planes.height(), planes.linesize(0));
        RowPlacement placement = new RowPlacement(into, place);
        for (int y = 0; y < into.height(); y++) {
            int from = walk.start() + (top + y) * walk.down();
            for (int channel = 0; channel < channels; channel++) {
                placement.take(ofChannel[channel], from, walk.across(), channel);
            }
            placement.put(y);
        }
    }

    @Override
    public void close() {
        scaler.close();
    }
}
