package org.i3d4j.video.transform;

import java.util.List;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.SpatialTransform.Kind;
import org.i3d4j.video.transform.SpatialTransform.Resize;

/** Whether crops can fit in what the transforms before them leave, whatever the video. */
final class CropRoom {
    /** Of a frame, whichever its longer side is. */
    private record Room(int height, int width, boolean shortSideOnly) {
        boolean holds(FixedSize crop) {
            return shortSideOnly
                    ? Math.min(crop.height(), crop.width()) <= height
                    : crop.height() <= height && crop.width() <= width;
        }

        @Override
        public String toString() {
            return shortSideOnly ? "frames whose short side is " + height : height + "x" + width;
        }
    }

    private static final Room ANY = new Room(Integer.MAX_VALUE, Integer.MAX_VALUE, false);

    private CropRoom() {}

    /**
     * Checks the steps in order.
     *
     * @param list what the list of them is called
     * @throws ConfigException naming a crop that no video has room for
     */
    static void check(String list, List<Transform> transforms) {
        Room room = ANY;
        for (int at = 0; at < transforms.size(); at++) {
            Transform transform = transforms.get(at);
            if (cutsOut(transform) && transform instanceof FixedSize crop && !room.holds(crop)) {
                throw new ConfigException(list + "." + at + ", " + transform.name() + " of " + crop.sides()
                        + ", is larger than what the transforms before it leave: " + room);
            }
            room = after(transform, room);
        }
    }

    private static boolean cutsOut(Transform transform) {
        return transform instanceof MultiCrop
                || (transform instanceof SpatialTransform spatial && spatial.kind() == Kind.CROP);
    }

    private static Room after(Transform transform, Room before) {
        if (transform instanceof FixedSize fixed) {
            return new Room(fixed.height(), fixed.width(), false);
        }
        return transform instanceof Resize resize
                ? new Room(resize.largestShortSide(), resize.largestShortSide(), true)
                : before;
    }
}
