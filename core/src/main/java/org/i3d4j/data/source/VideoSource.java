package org.i3d4j.data.source;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowSettings;

/**
 * A video to be read, wherever it lies. May be opened again and again, by several threads too, as long as what it names
 * stays as it is.
 */
public interface VideoSource {
    /** Frames per second of frames that are stored without times, unless said otherwise. */
    double STORED_FRAME_RATE = 25;

    /** What results and errors call it: the name of a file. */
    String name();

    /**
     * Opens it for frames by index; the caller closes it.
     *
     * @throws VideoException if it can't be read as video, or its frames are over the limits
     */
    OpenVideo open(VideoLimits limits);

    /**
     * Opens it for its frames one after the other, in memory that does not grow with their number; the caller closes it.
     *
     * @throws VideoException as {@link #open}
     */
    FrameStream stream(VideoLimits limits);

    /**
     * The optical flow of this, computed as it is read: one frame less, frame t being the motion from t to t + 1. What is flow already
     * stays as it is. Opening it fails where nothing on the class path computes flow ({@link org.i3d4j.error.DeviceException}), and
     * for a video of one frame.
     */
    default VideoSource flow(FlowSettings settings) {
        return new FlowOfVideo(this, settings);
    }

    /**
     * The same at a constant frame rate: frame k is the one on display k/rate seconds after the first frame, so that frames are
     * repeated or passed over. Nothing is encoded anew.
     *
     * @param framesPerSecond above 0
     */
    default VideoSource atFrameRate(double framesPerSecond) {
        return new ResampledVideo(this, framesPerSecond);
    }

    /** A video as data sets have it: see {@link #of(Path, double)}; frames without times at {@link #STORED_FRAME_RATE}. */
    static VideoSource of(Path video) {
        return of(video, STORED_FRAME_RATE);
    }

    /**
     * What data sets name: a video file, a folder of numbered JPEG or PNG pictures (of optical flow, where it holds two series of it and
     * nothing else: {@code flow_x_00001.jpg}, {@code flow_y_00001.jpg}), or a {@code .npy} clip, uint8 T,H,W,C or float32 in [-1, 1],
     * with 3 channels of RGB or 2 of optical flow.
     *
     * @param storedFrameRate frames per second of folders and clips, which know no time
     */
    static VideoSource of(Path video, double storedFrameRate) {
        if (Files.isDirectory(video)) {
            return new IndexedVideo(
                    video.toString(), storedFrameRate, limits -> FrameFolder.of(video, limits, storedFrameRate));
        }
        return FileKind.of(video) == FileKind.CLIP
                ? new IndexedVideo(
                        video.toString(), storedFrameRate, limits -> ClipFile.open(video, limits, storedFrameRate))
                : new EncodedFile(video);
    }

    /**
     * A whole video file in memory.
     *
     * @param name what results and errors call it
     * @param video from its position to its limit, as MP4 or any other container that is read; kept, not copied
     */
    static VideoSource of(String name, ByteBuffer video) {
        return new EncodedBytes(name, video);
    }

    /** As {@link #of(String, ByteBuffer)}. */
    static VideoSource of(String name, byte[] video) {
        return of(name, ByteBuffer.wrap(video));
    }

    /**
     * A video file that comes through a stream, which is read to its end here and now; the stream stays the caller's. For a
     * stream without an end there is {@link org.i3d4j.video.LiveSource}.
     *
     * @param name what results and errors call it
     * @throws VideoException if it can't be read, or is more than the Java heap holds
     */
    static VideoSource of(String name, InputStream video) {
        try {
            return of(name, video.readAllBytes());
        } catch (IOException e) {
            throw new VideoException(name + ": can't be read: " + e, e);
        } catch (OutOfMemoryError e) {
            throw new VideoException(name + ": is more than the Java heap holds; write it to a file, or raise -Xmx", e);
        }
    }

    /**
     * Frames that are there as pictures.
     *
     * @param name what results and errors call it
     * @param frames in order, at least one, all of one size; transparency is not heeded
     * @param frameRate frames per second, above 0
     * @throws VideoException if there are none, or they are of several sizes
     */
    static VideoSource ofImages(String name, List<BufferedImage> frames, double frameRate) {
        return GivenFrames.ofImages(name, frames, frameRate);
    }

    /**
     * Frames that are there as bytes, red, green, blue, row by row.
     *
     * @param name what results and errors call it
     * @param frames in order, at least one, each from its position on; kept, not copied
     * @param width pixels
     * @param height pixels
     * @param rowBytes from one row to the next, at least 3 * {@code width}
     * @param frameRate frames per second, above 0
     * @throws VideoException if there are none, one is too short, or the numbers don't go together
     */
    static VideoSource ofRgb(
            String name, List<ByteBuffer> frames, int width, int height, int rowBytes, double frameRate) {
        return GivenFrames.ofRgb(name, frames, width, height, rowBytes, frameRate);
    }
}
