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
     * Lists the pictures and decodes the first, which tells the size.
     *
     * @throws VideoException if there are none, two have one number, or the first can't be decoded or is over the limit
     */
    public static PictureSequence open(Path folder, VideoLimits limits) {
        List<Path> files = NumberedPictures.in(folder);
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
