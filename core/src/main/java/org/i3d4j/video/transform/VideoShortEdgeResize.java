package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Scales frames so that the shorter side gets {@code size} pixels and the aspect ratio stays. */
public record VideoShortEdgeResize(
        @Key(doc = "pixels of the shorter side", min = 1, max = FixedSize.LONGEST_SIDE)
        int size,

        @Key(doc = Interpolation.DOC, absent = "bilinear") Interpolation interpolation)
        implements SpatialTransform, SpatialTransform.Resize {
    public VideoShortEdgeResize {
        KeyRules.require(VideoShortEdgeResize.class, size, interpolation);
    }

    @Override
    public String words() {
        return "short side to " + size + filterWords();
    }

    @Override
    public int largestShortSide() {
        return size;
    }

    @Override
    public Kind kind() {
        return Kind.RESIZE;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        double scale = size * 1.0 / Math.min(earlier.height(), earlier.width());
        return earlier.resized(
                roundedHalfUp(scale * earlier.height()), roundedHalfUp(scale * earlier.width()), interpolation);
    }

    private static int roundedHalfUp(double side) {
        return (int) (side + 0.5);
    }
}
