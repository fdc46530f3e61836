package org.i3d4j.video.reading;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.decoding.PictureDecoder;
import org.i3d4j.video.scaling.FrameScaler;
import org.i3d4j.video.scaling.Orientation;

/**
 * A folder of JPEG or PNG pictures read as the frames of a video, in the order of the numbers that their names end in
 * ({@code img_00001.jpg}); gaps are passed over. All have to be of one size. For one thread; the owner closes it.
 */
public final class PictureSequence implements AutoCloseable {
    private final List<Path> files;
    private final int width;
    private final int height;
    private final PictureDecoder decoder;
    private final FrameScaler scaler;

    private PictureSequence(List<Path> files, int width, int height, PictureDecoder decoder, FrameScaler scaler) {
        this.files = files;
        this.width = width;
        this.height = height;
        this.decoder = decoder;
        this.scaler = scaler;
    }

    /** Whether a file is named like a frame: a JPEG or PNG picture whose name ends in a number. */
    public static boolean isPicture(Path file) {
        return NumberedPictures.isPicture(file);
    }

    /**
     * How many frames a folder holds; decodes none.
     *
     * @throws VideoException as {@link #open}, if the pictures can't be told to be one series
     */
    public static int count(Path folder) {
        return NumberedPictures.in(folder).size();
    }

    /**
     * The two series of optical flow, alike in number and size.
     *
     * @param right horizontal motion
     * @param down vertical motion
     */
    public record Flow(PictureSequence right, PictureSequence down) {}

    /**
     * Whether a folder holds optical flow as two series of pictures: {@code flow_x_00001.jpg} and {@code flow_y_00001.jpg}, {@code x_}
     * and {@code y_}, {@code u_} and {@code v_}, or folders {@code u} and {@code v} of pictures; other frames may lie beside them. Or whether
     * it is the half below {@code u} of such trees: {@code u/VIDEO} beside {@code v/VIDEO}.
     *
     * @throws VideoException if it can't be read
     */
    public static boolean hasFlow(Path folder) {
        return FlowSeries.in(folder).isPresent();
    }

    /** Whether a folder is the vertical half of flow in two trees: {@code v/VIDEO}, where {@code u/VIDEO} is there too. */
    public static boolean isVerticalFlow(Path folder) {
        return FlowSeries.isDownTree(folder);
    }

    /** Whether a folder {@linkplain #hasFlow holds optical flow} and no other frames. */
    public static boolean isFlowAlone(Path folder) {
        return FlowSeries.isAlone(folder);
    }

    /**
     * Opens the two series.
     *
     * @param folder of {@link #hasFlow}
     * @throws VideoException if one has pictures that the other hasn't, or others in size, and as {@link #open}
     */
    public static Flow openFlow(Path folder, VideoLimits limits) {
        FlowSeries series = FlowSeries.in(folder)
                .orElseThrow(() -> new VideoException(folder + ": holds no optical flow as pictures"));
        PictureSequence right = open(folder, series.right(), limits);
        try {
            PictureSequence down = open(folder, series.down(), limits);
            if (right.width() != down.width() || right.height() != down.height()) {
                down.close();
                throw new VideoException(
                        series.down().get(0) + ": is a picture of " + down.width() + "x" + down.height()
                                + "; expected " + right.width() + "x" + right.height() + " like "
                                + series.right().get(0).getFileName());
            }
            return new Flow(right, down);
        } catch (RuntimeException | Error e) {
            right.close();
            throw e;
        }
    }

    /**
     * Lists the pictures and decodes the first, which tells the size.
     *
     * @throws VideoException if there are none, two have one number, or the first can't be decoded or is over the limit
     */
    public static PictureSequence open(Path folder, VideoLimits limits) {
        return open(folder, NumberedPictures.in(folder), limits);
    }

    private static PictureSequence open(Path folder, List<Path> files, VideoLimits limits) {
        PictureDecoder decoder = new PictureDecoder(limits);
        try {
            AVFrame first = decoder.decode(files.get(0));
            FrameScaler scaler = new FrameScaler(folder.toString(), Orientation.UPRIGHT);
            return new PictureSequence(files, first.width(), first.height(), decoder, scaler);
        } catch (RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    /** How many pictures there are. */
    public int frameCount() {
        return files.size();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /**
     * Reads the same rows of frames in RGB, scaled, into a clip of just these rows.
     *
     * @param frames indices in [0, {@link #frameCount()}); in any order, repeats allowed
     * @param into takes frame {@code frames[i]} as its frame {@code i}; its contents are undefined after an exception
     * @throws VideoException if a picture can't be decoded or has another size than the first
     * @throws org.i3d4j.error.ShapeException if the rows go over an edge
     */
    public void readRows(int[] frames, FrameRows rows, Clip into) {
        Map<Integer, Integer> placeOf = new HashMap<>();
        for (int place = 0; place < frames.length; place++) {
            Integer earlier = placeOf.putIfAbsent(frames[place], place);
            if (earlier == null) {
                AVFrame frame = decode(files.get(frames[place]));
                scaler.scale(frame, rows, into, place);
            } else {
                Pointer.memcpy(into.framePointer(place), into.framePointer(earlier), into.frameBytes());
            }
        }
    }

    /**
     * Reads a frame in RGB as it is.
     *
     * @param into one frame of its size
     * @throws VideoException as {@link #readRows}
     */
    public void read(int frame, Clip into) {
        readRows(new int[] {frame}, FrameRows.whole(into, Interpolation.BILINEAR), into);
    }

    private AVFrame decode(Path file) {
        AVFrame frame = decoder.decode(file);
        if (frame.width() != width || frame.height() != height) {
            throw new VideoException(file + ": is a picture of " + frame.width() + "x" + frame.height() + "; expected "
                    + width + "x" + height + " like " + files.get(0).getFileName());
        }
        return frame;
    }

    @Override
    public void close() {
        scaler.close();
        decoder.close();
    }
}
