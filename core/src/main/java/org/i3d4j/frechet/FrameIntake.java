package org.i3d4j.frechet;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;

/** The way from frames of any size to a clip as the network takes it: resized in float32, 2x/255-1. For one thread. */
final class FrameIntake {
    /** Frames that are there at a time. */
    private static final long MOST_BYTES = 64L << 20;

    private final BilinearResize.Centres centres;
    private final float[] plane = new float[Fvd.SIDE * Fvd.SIDE];
    private byte[] levels = new byte[0];

    FrameIntake(BilinearResize.Centres centres) {
        this.centres = centres;
    }

    /**
     * Reads a clip.
     *
     * @param frames by index, as many as clips of the batch have
     * @param row of the batch that takes it
     * @throws org.i3d4j.error.VideoException if one can't be decoded
     */
    void read(OpenVideo video, int[] frames, ClipBatch into, int row) {
        long frameBytes = (long) video.width() * video.height() * video.channels();
        int most = (int) Math.max(1, Math.min(frames.length, MOST_BYTES / frameBytes));
        BilinearResize resize = resize(video.height(), video.width());
        try (Clip some = Clip.allocatePlanar(most, video.height(), video.width(), video.channels())) {
            for (int from = 0; from < frames.length; from += most) {
                int[] next = Arrays.copyOfRange(frames, from, Math.min(from + most, frames.length));
                // Of its own size a frame is only converted.
                video.readRows(next, FrameRows.whole(some, Interpolation.LINEAR), some);
                for (int frame = 0; frame < next.length; frame++) {
                    put(some, frame, resize, into, row, from + frame);
                }
            }
        }
    }

    /** Takes a clip that is there. */
    void copy(Clip clip, ClipBatch into, int row) {
        BilinearResize resize = resize(clip.height(), clip.width());
        for (int frame = 0; frame < clip.frames(); frame++) {
            put(clip, frame, resize, into, row, frame);
        }
    }

    private BilinearResize resize(int height, int width) {
        return new BilinearResize(height, width, Fvd.SIDE, centres);
    }

    private void put(Clip clip, int frame, BilinearResize resize, ClipBatch into, int row, int place) {
        int bytes = clip.frameBytes();
        levels = levels.length < bytes ? new byte[bytes] : levels;
        BytePointer pixels = clip.framePointer(frame);
        pixels.get(levels, 0, bytes);
        boolean planar = clip.planar();
        for (int channel = 0; channel < clip.channels(); channel++) {
            int first = planar ? channel * clip.height() * clip.rowBytes() : channel;
            resize.resize(levels, first, planar ? 1 : clip.channels(), clip.rowBytes(), plane);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = 2 * plane[i] / 255 - 1;
            }
            into.plane(row, channel, place).put(plane);
        }
    }
}
