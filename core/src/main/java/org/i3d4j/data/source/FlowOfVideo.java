package org.i3d4j.data.source;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowSettings;

/**
 * The optical flow of a video, computed as it is read: frame t is the motion from t to t + 1. What is flow already stays as it is.
 *
 * @param settings how it is made
 */
record FlowOfVideo(VideoSource video, FlowSettings settings) implements VideoSource {
    @Override
    public String name() {
        return video.name();
    }

    @Override
    public OpenVideo open(VideoLimits limits) {
        return of(video.name(), video.open(limits), settings);
    }

    @Override
    public FrameStream stream(VideoLimits limits) {
        return FlowStreams.of(this, limits);
    }

    /**
     * The flow of an open video, which belongs to it from now on, or the video itself where it is flow already.
     *
     * @throws org.i3d4j.error.VideoException if it has a single frame
     * @throws org.i3d4j.error.DeviceException if nothing here computes flow
     */
    static OpenVideo of(String name, OpenVideo video, FlowSettings settings) {
        if (video.channels() == Modality.FLOW.channels()) {
            return video;
        }
        double framesPerSecond = video.framesPerSecond();
        FlowOfFrames flow = FlowOfFrames.of(name, video, settings);
        return new StoredFrames(name, new FlowFrames(flow, settings.levels()), framesPerSecond);
    }

    /** As 8-bit levels. */
    private record FlowFrames(FlowOfFrames flow, FlowLevels levels) implements StoredFrames.Frames {
        @Override
        public int count() {
            return flow.frameCount();
        }

        @Override
        public int height() {
            return flow.height();
        }

        @Override
        public int width() {
            return flow.width();
        }

        @Override
        public int channels() {
            return Modality.FLOW.channels();
        }

        @Override
        public OptionalDouble seconds(int frame) {
            return OptionalDouble.of(flow.video().frameSeconds(frame));
        }

        @Override
        public OptionalDouble durationSeconds() {
            return flow.video().durationSeconds();
        }

        @Override
        public Optional<String> damage() {
            return flow.video().damage();
        }

        @Override
        public void load(int frame, BytePointer levelsHwc) {
            FloatBuffer pixels = flow.pixels(frame);
            byte[] row = new byte[channels() * width()];
            ByteBuffer into = levelsHwc.asByteBuffer();
            for (int y = 0; y < height(); y++) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (byte) levels.of(pixels.get());
                }
                into.put(row);
            }
        }

        @Override
        public void close() {
            flow.close();
        }
    }
}
