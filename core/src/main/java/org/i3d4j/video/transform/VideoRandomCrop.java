package org.i3d4j.video.transform;

import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.KeyRules;

/** Cuts the same window out of every frame of a clip; every place inside the frame is equally likely. */
public record VideoRandomCrop(@HeightAndWidth List<Integer> size) implements SpatialTransform, FixedSize {
    public VideoRandomCrop {
        size = List.copyOf(size);
        KeyRules.require(VideoRandomCrop.class, size);
    }

    /** In pixels. */
    public VideoRandomCrop(int height, int width) {
        this(List.of(height, width));
    }

    @Override
    public Kind kind() {
        return Kind.CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        earlier.checkHolds(height(), width(), "VideoRandomCrop");
        int top = random.nextInt(earlier.height() - height() + 1);
        int left = random.nextInt(earlier.width() - width() + 1);
        return earlier.cropped(top, left, height(), width());
    }
}
