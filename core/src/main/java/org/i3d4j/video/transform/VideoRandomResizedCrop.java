package org.i3d4j.video.transform;

import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.random.BoxSampler;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Cuts out a window of random area, aspect ratio and place, the same in all frames of a clip, and scales it: torchvision's
 * RandomResizedCrop. After ten windows that don't fit it takes the largest central one of an allowed aspect ratio.
 *
 * @param size of the result
 * @param scale least and greatest share of the frame's area, above 0, at most 1
 * @param ratio least and greatest width by height
 */
public record VideoRandomResizedCrop(
        @HeightAndWidth List<Integer> size,

        @Key(doc = "least and greatest share of the frame's area", absent = "[0.08, 1]", length = 2, above = 0, max = 1)
        List<Double> scale,

        @Key(
                doc = "least and greatest width by height",
                absent = "[0.75, 1.3333333333333333]",
                length = 2,
                above = 0,
                max = 1000)
        List<Double> ratio)
        implements SpatialTransform, FixedSize {
    public VideoRandomResizedCrop {
        size = List.copyOf(size);
        scale = List.copyOf(scale);
        ratio = List.copyOf(ratio);
        KeyRules.require(VideoRandomResizedCrop.class, size, scale, ratio);
        KeyRules.requireAscending("scale", scale);
        KeyRules.requireAscending("ratio", ratio);
    }

    @Override
    public Kind kind() {
        return Kind.RESIZED_CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return window(earlier, random).scaled(height(), width());
    }

    private ClipGeometry window(ClipGeometry frame, RandomGenerator random) {
        BoxSampler boxes = new BoxSampler(scale, ratio);
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
        double least = ratio.get(0);
        double greatest = ratio.get(1);
        double own = (double) frame.width() / frame.height();
        int windowHeight = own < least ? (int) Math.rint(frame.width() / least) : frame.height();
        int windowWidth = own > greatest ? (int) Math.rint(frame.height() * greatest) : frame.width();
        return frame.cropped(
                (frame.height() - windowHeight) / 2, (frame.width() - windowWidth) / 2, windowHeight, windowWidth);
    }
}
