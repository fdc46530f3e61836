package org.i3d4j.video.transform;

import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.random.Uniform;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Scales frames so that the shorter side gets a random size, one for all frames of a clip: SlowFast's scale jitter, which
 * rounds a uniform draw.
 *
 * @param size least and most pixels of the shorter side
 */
public record VideoShortEdgeRandomResize(
        @Key(doc = "least and greatest pixels of the shorter side", length = 2, min = 1, max = FixedSize.LONGEST_SIDE)
        List<Integer> size,

        @Key(doc = Interpolation.DOC, absent = "bilinear") Interpolation interpolation)
        implements SpatialTransform, SpatialTransform.Resize {
    public VideoShortEdgeRandomResize {
        size = List.copyOf(size);
        KeyRules.require(VideoShortEdgeRandomResize.class, size, interpolation);
        KeyRules.requireAscending("size", size);
    }

    /** From {@code min} to {@code max} pixels. */
    public VideoShortEdgeRandomResize(int min, int max, Interpolation interpolation) {
        this(List.of(min, max), interpolation);
    }

    @Override
    public int largestShortSide() {
        return size.get(1);
    }

    @Override
    public Kind kind() {
        return Kind.RESIZE;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        int shortSide = (int) Math.rint(Uniform.draw(size.get(0), size.get(1), random));
        return new VideoShortEdgeResize(shortSide, interpolation).after(earlier, random);
    }
}
