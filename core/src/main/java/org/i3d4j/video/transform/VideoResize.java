package org.i3d4j.video.transform;

import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Scales frames to a size in pixels, whatever their aspect ratio. */
public record VideoResize(
        @HeightAndWidth List<Integer> size,

        @Key(doc = Interpolation.DOC, absent = "bilinear") Interpolation interpolation)
        implements SpatialTransform, SpatialTransform.Resize, FixedSize {
    public VideoResize {
        size = List.copyOf(size);
        KeyRules.require(VideoResize.class, size, interpolation);
    }

    /** To this size in pixels. */
    public VideoResize(int height, int width, Interpolation interpolation) {
        this(List.of(height, width), interpolation);
    }

    @Override
    public String words() {
        return "frames to " + sides() + filterWords();
    }

    @Override
    public int largestShortSide() {
        return Math.min(height(), width());
    }

    @Override
    public Kind kind() {
        return Kind.RESIZE;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return earlier.resized(height(), width(), interpolation);
    }
}
