package org.i3d4j.video.transform;

import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Cuts the middle out of every frame; half a pixel of margin is rounded to the even neighbour. */
public record VideoCenterCrop(
        @Key(
                doc = FixedSize.DOC,
                absent = "[224, 224]",
                length = 2,
                spread = true,
                min = 1,
                max = FixedSize.LONGEST_SIDE)
        List<Integer> size)
        implements SpatialTransform, FixedSize {
    public VideoCenterCrop {
        size = List.copyOf(size);
        KeyRules.require(VideoCenterCrop.class, size);
    }

    /** In pixels. */
    public VideoCenterCrop(int height, int width) {
        this(List.of(height, width));
    }

    @Override
    public String words() {
        return "centre " + sides();
    }

    @Override
    public Kind kind() {
        return Kind.CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        earlier.checkHolds(height(), width(), "VideoCenterCrop");
        int top = (int) Math.rint((earlier.height() - height()) / 2.0);
        int left = (int) Math.rint((earlier.width() - width()) / 2.0);
        return earlier.cropped(top, left, height(), width());
    }
}
