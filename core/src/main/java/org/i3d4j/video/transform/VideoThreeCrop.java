package org.i3d4j.video.transform;

import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Cuts three windows out of every frame, a step of half the margin apart, rounded down: mmaction2's ThreeCrop, in the order
 * of their places. They lie along the side that the window does not fill; where it fills neither, along the longer side, in
 * the middle of the other.
 */
public record VideoThreeCrop(@HeightAndWidth List<Integer> size) implements MultiCrop, FixedSize {
    public VideoThreeCrop {
        size = List.copyOf(size);
        KeyRules.require(VideoThreeCrop.class, size);
    }

    /** In pixels. */
    public VideoThreeCrop(int height, int width) {
        this(List.of(height, width));
    }

    @Override
    public String words() {
        return "three crops of " + sides();
    }

    @Override
    public int views() {
        return 3;
    }

    @Override
    public List<ClipGeometry> crops(ClipGeometry earlier) {
        earlier.checkHolds(height(), width(), name());
        int down = earlier.height() - height();
        int across = earlier.width() - width();
        int top = down / 2;
        int left = across / 2;
        boolean alongHeight = across == 0 || (down > 0 && earlier.height() > earlier.width());
        return IntStream.range(0, 3)
                .mapToObj(step -> alongHeight
                        ? earlier.cropped(step * top, left, height(), width())
                        : earlier.cropped(top, step * left, height(), width()))
                .toList();
    }
}
