package org.i3d4j.data.source;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Modality;

/** Frames that a program has in memory. */
final class GivenFrames {
    private static final int CHANNELS = Modality.RGB.channels();

    private GivenFrames() {}

    static VideoSource ofImages(String name, List<BufferedImage> images, double frameRate) {
        List<BufferedImage> frames = List.copyOf(images);
        check(name, frames, frameRate);
        int width = frames.get(0).getWidth();
        int height = frames.get(0).getHeight();
        for (int i = 0; i < frames.size(); i++) {
            BufferedImage frame = frames.get(i);
            if (frame.getWidth() != width || frame.getHeight() != height) {
                throw new VideoException(name + ": frame " + i + " is of " + frame.getWidth() + "x" + frame.getHeight()
                        + "; expected " + width + "x" + height + " like the first");
            }
        }
        return source(name, new Images(frames, height, width), frameRate);
    }

    static VideoSource ofRgb(
            String name, List<ByteBuffer> buffers, int width, int height, int rowBytes, double frameRate) {
        List<ByteBuffer> frames = buffers.stream().map(ByteBuffer::slice).toList();
        check(name, frames, frameRate);
        if (width < 1 || height < 1 || rowBytes / CHANNELS < width) {
            throw new VideoException(name + ": frames of " + width + "x" + height + " in rows of " + rowBytes
                    + " bytes; expected at least 1x1, and 3 bytes a pixel");
        }
        long bytes = (height - 1L) * rowBytes + (long) CHANNELS * width;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).remaining() < bytes) {
                throw new VideoException(name + ": frame " + i + " has "
                        + frames.get(i).remaining()
                        + " bytes; expected at least " + bytes + " of " + width + "x" + height + " pixels in rows of "
                        + rowBytes + " bytes");
            }
        }
        return source(name, new Packed(frames, height, width, rowBytes), frameRate);
    }

    private static void check(String name, List<?> frames, double frameRate) {
        if (frames.isEmpty()) {
            throw new VideoException(name + ": has no frames");
        }
        if (!(frameRate > 0 && Double.isFinite(frameRate))) {
            throw new VideoException(name + ": " + frameRate + " frames per second; expected more than 0");
        }
    }

    private static VideoSource source(String name, StoredFrames.Frames frames, double frameRate) {
        return new IndexedVideo(name, frameRate, limits -> {
            limits.require(name, frames.width(), frames.height());
            return new StoredFrames(name, frames, frameRate);
        });
    }

    /** Frames that are red, green and blue. */
    private interface Rgb extends StoredFrames.Frames {
        @Override
        default int channels() {
            return CHANNELS;
        }
    }

    private record Images(List<BufferedImage> images, int height, int width) implements Rgb {
        @Override
        public int count() {
            return images.size();
        }

        @Override
        public void load(int frame, BytePointer rgbHwc) {
            BufferedImage image = images.get(frame);
            boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
            int[] row = new int[width];
            byte[] rgb = new byte[CHANNELS * width];
            for (int y = 0; y < height; y++) {
                if (grey) {
                    levels(image, y, row);
                } else {
                    image.getRGB(0, y, width, 1, row, 0, width);
                }
                for (int x = 0; x < width; x++) {
                    rgb[CHANNELS * x] = (byte) (row[x] >> 16);
                    rgb[CHANNELS * x + 1] = (byte) (row[x] >> 8);
                    rgb[CHANNELS * x + 2] = (byte) row[x];
                }
                rgbHwc.position((long) y * rgb.length).put(rgb, 0, rgb.length);
            }
            rgbHwc.position(0);
        }
    }

    /** As files of such pictures are decoded; {@link BufferedImage#getRGB} takes them for linear and makes them brighter. */
    private static void levels(BufferedImage image, int y, int[] row) {
        int more = image.getSampleModel().getSampleSize(0) - Byte.SIZE;
        image.getRaster().getSamples(0, y, row.length, 1, 0, row);
        for (int x = 0; x < row.length; x++) {
            int level = more > 0 ? row[x] >> more : row[x];
            row[x] = level << 16 | level << 8 | level;
        }
    }

    private record Packed(List<ByteBuffer> frames, int height, int width, int rowBytes) implements Rgb {
        @Override
        public int count() {
            return frames.size();
        }

        @Override
        public void load(int frame, BytePointer rgbHwc) {
            ByteBuffer target = rgbHwc.asByteBuffer();
            for (int y = 0; y < height; y++) {
                target.put(frames.get(frame).slice(y * rowBytes, CHANNELS * width));
            }
        }
    }
}
