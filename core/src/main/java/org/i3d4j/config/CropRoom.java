package org.i3d4j.config;

import java.util.List;
import org.i3d4j.config.TransformConfig.VideoCenterCrop;
import org.i3d4j.config.TransformConfig.VideoRandomCrop;
import org.i3d4j.config.TransformConfig.VideoResize;
import org.i3d4j.config.TransformConfig.VideoShortEdgeRandomResize;
import org.i3d4j.config.TransformConfig.VideoShortEdgeResize;
import org.i3d4j.config.TransformConfig.VideoTenCrop;
import org.i3d4j.config.TransformConfig.VideoThreeCrop;
import org.i3d4j.error.ConfigException;

/** Whether crops can fit in what the transforms before them leave, whatever the video. */
final class CropRoom {
    /** Of a frame, whichever its longer side is. */
    private record Room(int height, int width, boolean shortSideOnly) {
        boolean holds(List<Integer> size) {
            return shortSideOnly
                    ? Math.min(size.get(0), size.get(1)) <= height
                    : size.get(0) <= height && size.get(1) <= width;
        }

        @Override
        public String toString() {
            return shortSideOnly ? "frames whose short side is " + height : height + "x" + width;
        }
    }

    private static final Room ANY = new Room(Integer.MAX_VALUE, Integer.MAX_VALUE, false);

    private CropRoom() {}

    /** @throws ConfigException naming a crop that no video has room for */
    static void check(List<TransformConfig> operations) {
        Room room = ANY;
        for (int at = 0; at < operations.size(); at++) {
            TransformConfig operation = operations.get(at);
            List<Integer> crop = crop(operation);
            if (!crop.isEmpty() && !room.holds(crop)) {
                throw new ConfigException("operations." + at + ", "
                        + operation.getClass().getSimpleName() + " of " + crop.get(0) + "x" + crop.get(1)
                        + ", is larger than what the transforms before it leave: " + room);
            }
            room = after(operation, crop, room);
        }
    }

    private static Room after(TransformConfig operation, List<Integer> crop, Room before) {
        if (operation instanceof VideoResize resize) {
            return new Room(resize.size().get(0), resize.size().get(1), false);
        }
        if (operation instanceof VideoShortEdgeResize resize) {
            return new Room(resize.size(), resize.size(), true);
        }
        if (operation instanceof VideoShortEdgeRandomResize resize) {
            return new Room(resize.size().get(1), resize.size().get(1), true);
        }
        return crop.isEmpty() ? before : new Room(crop.get(0), crop.get(1), false);
    }

    /** Height and width of what a plain crop cuts out; empty for any other transform. */
    private static List<Integer> crop(TransformConfig operation) {
        if (operation instanceof VideoCenterCrop crop) {
            return crop.size();
        }
        if (operation instanceof VideoRandomCrop crop) {
            return crop.size();
        }
        if (operation instanceof VideoThreeCrop crop) {
            return crop.size();
        }
        return operation instanceof VideoTenCrop crop ? crop.size() : List.of();
    }
}
