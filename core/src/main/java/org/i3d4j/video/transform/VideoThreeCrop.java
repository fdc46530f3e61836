package org.i3d4j.video.transform;

import java.util.List;
import org.i3d4j.error.ConfigException;

/**
 * Cuts three windows out of every frame, at the beginning, middle and end of its longer side, each in the middle of the
 * shorter one: SlowFast's and mmaction2's spatial views.
 */
public record VideoThreeCrop(int height, int width) implements MultiCrop {
    public VideoThreeCrop {
        if (height < 1 || width < 1) {
            throw new ConfigException(
                    "VideoThreeCrop: height and width must be at least 1, found " + height + "x" + width);
        }
    }

    @Override
    public int views() {
        return 3;
    }

    @Override
    public List<ClipGeometry> crops(ClipGeometry earlier) {
        earlier.checkHolds(height, width, name());
        int down = earlier.height() - height;
        int across = earlier.width() - width;
        int top = (int) Math.rint(down / 2.0);
        int left = (int) Math.rint(across / 2.0);
        boolean portrait = earlier.height() > earlier.width();
        ClipGeometry first = portrait ? crop(earlier, 0, left) : crop(earlier, top, 0);
        ClipGeometry last = portrait ? crop(earlier, down, left) : crop(earlier, top, across);
        return List.of(first, crop(earlier, top, left), last);
    }

    private ClipGeometry crop(ClipGeometry frame, int top, int left) {
        return frame.cropped(top, left, height, width);
    }
}
