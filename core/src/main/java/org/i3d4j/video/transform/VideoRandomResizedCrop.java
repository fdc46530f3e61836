package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Cuts out a window of random area, aspect ratio and place, the same in all frames of a clip, and scales it: torchvision's
 * RandomResizedCrop. After ten windows that don't fit it takes the largest central one of an allowed aspect ratio.
 *
 * @param height of the result
 * @param width of the result
 * @param minScale least share of the frame's area, above 0
 * @param maxScale greatest share, at most 1
 * @param minRatio least width by height
 * @param maxRatio greatest width by height
 */
public record VideoRandomResizedCrop(
        int height, int width, double minScale, double maxScale, double minRatio, double maxRatio)
        implements SpatialTransform {
    public VideoRandomResizedCrop {
        if (height < 1 || width < 1) {
            throw new ConfigException(
                    "VideoRandomResizedCrop: height and width must be at least 1, found " + height + "x" + width);
        }
        new BoxSampler(minScale, maxScale, minRatio, maxRatio);
    }

    @Override
    public Kind kind() {
        return Kind.RESIZED_CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return window(earlier, random).scaled(height, width);
    }

    private ClipGeometry window(ClipGeometry frame, RandomGenerator random) {
        BoxSampler boxes = new BoxSampler(minScale, maxScale, minRatio, maxRatio);
        for (int attempt = 0; attempt < BoxSampler.TRIES; attempt++) {
            BoxSampler.Sides sides = boxes.draw((long) frame.height() * frame.width(), random);
            boolean holds = sides.along() > 0
                    && sides.along() <= frame.width()
                    && sides.across() > 0
                    && sides.across() <= frame.height();
            if (holds) {
                int top = random.nextInt(frame.height() - sides.across() + 1);
                int left = random.nextInt(frame.width() - sides.along() + 1);
                return frame.cropped(top, left, sides.across(), sides.along());
            }
        }
        return central(frame);
    }

    private ClipGeometry central(ClipGeometry frame) {
        double ratio = (double) frame.width() / frame.height();
        int windowHeight = ratio < minRatio ? (int) Math.rint(frame.width() / minRatio) : frame.height();
        int windowWidth = ratio > maxRatio ? (int) Math.rint(frame.height() * maxRatio) : frame.width();
        return frame.cropped(
                (frame.height() - windowHeight) / 2, (frame.width() - windowWidth) / 2, windowHeight, windowWidth);
    }
}
