package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_to_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * What identifies a decoded frame.
 *
 * @param frame     index in presentation order
 * @param md5       of the decoded planes in their native pixel format, rows packed, before rotation; 32 hex digits
 * @param meanRed   mean of the red values as displayed, 0 to 255
 * @param meanGreen mean of the green values as displayed, 0 to 255
 * @param meanBlue  mean of the blue values as displayed, 0 to 255
 */
public record FrameDigest(int frame, String md5, double meanRed, double meanGreen, double meanBlue) {
    public static FrameDigest of(int frame, AVFrame decoded, ByteBuffer displayedRgb) {
        long[] sums = new long[3];
        int pixels = displayedRgb.remaining() / 3;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                sums[channel] += displayedRgb.get(3 * pixel + channel) & 0xFF;
            }
        }
        double count = pixels;
        return new FrameDigest(frame, md5(decoded), sums[0] / count, sums[1] / count, sums[2] / count);
    }

    private static String md5(AVFrame decoded) {
        int bytes = av_image_get_buffer_size(decoded.format(), decoded.width(), decoded.height(), 1);
        try (BytePointer packed = new BytePointer(bytes)) {
            av_image_copy_to_buffer(
                    packed,
                    bytes,
                    decoded.data(),
                    decoded.linesize(),
                    decoded.format(),
                    decoded.width(),
                    decoded.height(),
                    1);
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(packed.asByteBuffer());
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
