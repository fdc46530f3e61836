package org.i3d4j.data.source;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.flow.FlowEstimator;
import org.i3d4j.video.flow.FlowEstimators;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.flow.Luma;

/**
 * The motion between the frames of an open video, computed when it is asked for. Keeps the grey values of the two frames that it read
 * last, so that frames in order are read once. For one thread; the owner closes it, and with it the video.
 */
public final class FlowOfFrames implements AutoCloseable {
    private static final int CHANNELS = Modality.FLOW.channels();

    private final String name;
    private final OpenVideo video;
    private final FlowEstimator estimator;
    private final int height;
    private final int width;
    private final Clip rgb;
    private final FloatPointer flowHwc;
    private Grey first;
    private Grey second;

    /** Of one frame; {@code frame} is -1 while it is of none. */
    private static final class Grey {
        private final BytePointer pixels;
        private int frame = -1;

        Grey(int bytes) {
            pixels = new BytePointer(bytes);
        }

        ByteBuffer buffer() {
            return pixels.asByteBuffer();
        }
    }

    private FlowOfFrames(String name, OpenVideo video, FlowSettings settings) {
        this.name = name;
        this.video = video;
        this.estimator = FlowEstimators.create(settings.method());
        this.height = settings.scaled(video.height(), video.width(), video.height());
        this.width = settings.scaled(video.width(), video.width(), video.height());
        this.rgb = Clip.allocatePlanar(1, height, width);
        int pixels = Math.multiplyExact(height, width);
        this.flowHwc = new FloatPointer((long) CHANNELS * pixels);
        this.first = new Grey(pixels);
        this.second = new Grey(pixels);
    }

    /**
     * Opens the flow of a video.
     *
     * @param name what errors call it
     * @param video belongs to what is returned from now on, and is closed if nothing is
     * @throws VideoException if it has a single frame, or is flow already
     * @throws org.i3d4j.error.DeviceException if nothing here computes flow
     */
    public static FlowOfFrames of(String name, OpenVideo video, FlowSettings settings) {
        try {
            if (video.channels() != Modality.RGB.channels()) {
                throw new VideoException(name + ": has frames of " + Modality.words(video.channels())
                        + "; optical flow is computed of " + Modality.words(Modality.RGB.channels()));
            }
            if (video.frameCount() < 2) {
                throw new VideoException(name + ": has a single frame; optical flow is the motion between two");
            }
            return new FlowOfFrames(name, video, settings);
        } catch (RuntimeException | Error e) {
            video.close();
            throw e;
        }
    }

    /** The video. */
    public OpenVideo video() {
        return video;
    }

    /** One less than the video's frames. */
    public int frameCount() {
        return video.frameCount() - 1;
    }

    /** Pixels of a frame of flow. */
    public int height() {
        return height;
    }

    /** Pixels of a frame of flow. */
    public int width() {
        return width;
    }

    /**
     * The motion from {@code frame} to the next one.
     *
     * @param frame in [0, {@link #frameCount})
     * @return height x width x 2, in pixels to the right and down; good until the next call
     * @throws VideoException if a frame can't be decoded
     */
    public FloatBuffer pixels(int frame) {
        if (second.frame == frame) {
            Grey read = second;
            second = first;
            first = read;
        }
        read(frame, first);
        read(frame + 1, second);
        try {
            estimator.estimate(first.buffer(), second.buffer(), height, width, flowHwc.asBuffer());
        } catch (VideoException e) {
            throw new VideoException(name + ": " + e.getMessage(), e);
        }
        return flowHwc.asBuffer();
    }

    private void read(int frame, Grey into) {
        if (into.frame == frame) {
            return;
        }
        into.frame = -1;
        video.read(new int[] {frame}, rgb, Interpolation.BILINEAR);
        Luma.of(rgb, 0, into.buffer());
        into.frame = frame;
    }

    @Override
    public void close() {
        estimator.close();
        first.pixels.close();
        second.pixels.close();
        flowHwc.close();
        rgb.close();
        video.close();
    }
}
