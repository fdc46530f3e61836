package org.i3d4j.video.scaling;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.ffmpeg.DoubledLuma;
import org.i3d4j.video.ffmpeg.GbrFrames;

/** How a frame of one kind gets another size: the fastest way that keeps what its interpolation promises. */
enum ScalingWay {
    /** It has the size, and is only converted. */
    KEEPS_SIZE,
    /** FFmpeg scales the planes of the video and converts them. */
    IN_ONE_GO,
    /** The same with every luma sample four times, for means of areas where a side grows. */
    LUMA_DOUBLED,
    /** FFmpeg scales planes of RGB. */
    RGB_PLANES,
    /** OpenCV's arithmetic on planes of RGB. */
    OPEN_CV;

    static ScalingWay of(AVFrame frame, int width, int height, Interpolation interpolation) {
        if (frame.width() == width && frame.height() == height) {
            return KEEPS_SIZE;
        }
        boolean grows = width > frame.width() || height > frame.height();
        return switch (interpolation) {
            case NEAREST, LINEAR, BICUBIC -> OPEN_CV;
            case RGB_AREA -> grows ? OPEN_CV : RGB_PLANES;
            case AREA -> grows ? areaOfLarger(frame, width, height) : inOneGo(frame);
            case BILINEAR -> inOneGo(frame);
        };
    }

    private static ScalingWay inOneGo(AVFrame frame) {
        return GbrFrames.scalesAsItIs(frame) ? IN_ONE_GO : RGB_PLANES;
    }

    private static ScalingWay areaOfLarger(AVFrame frame, int width, int height) {
        boolean doubles = GbrFrames.scalesAsItIs(frame)
                && DoubledLuma.has(frame)
                && width < 2 * frame.width()
                && height < 2 * frame.height()
                && coversTwo(frame.width(), width)
                && coversTwo(frame.height(), height);
        return doubles ? LUMA_DOUBLED : OPEN_CV;
    }

    /** Whether no pixel covers more than two of the old ones: OpenCV takes no more then. */
    private static boolean coversTwo(int from, int to) {
        for (long place = 0; place < to; place++) {
            long first = place * from / to;
            long last = ((place + 1) * from - 1) / to;
            if (last > first + 1) {
                return false;
            }
        }
        return true;
    }
}
