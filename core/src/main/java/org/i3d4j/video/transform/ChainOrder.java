package org.i3d4j.video.transform;

import java.util.List;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.SpatialTransform.Kind;

/** Which step may follow which. */
final class ChainOrder {
    private ChainOrder() {}

    /**
     * Checks all steps.
     *
     * @param list what the list of them is called
     * @throws ConfigException for another order than a chain carries out, naming the steps
     */
    static void check(String list, List<Transform> transforms) {
        long tensors =
                transforms.stream().filter(VideoToTensor.class::isInstance).count();
        if (tensors != 1 || !(transforms.get(transforms.size() - 1) instanceof VideoToTensor)) {
            throw new ConfigException("the last of '" + list + "', and no other, has to be VideoToTensor");
        }
        for (int later = 0; later < transforms.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                check(list, transforms, earlier, later);
            }
        }
    }

    private static void check(String list, List<Transform> transforms, int earlier, int later) {
        String rule = rule(transforms.get(earlier), transforms.get(later));
        if (!rule.isEmpty()) {
            throw new ConfigException(
                    list + "." + later + ", " + transforms.get(later).name() + ", can't come after " + list + "."
                            + earlier + ", " + transforms.get(earlier).name() + ": " + rule);
        }
    }

    /** The rule that {@code later} breaks after {@code earlier}, or nothing. */
    private static String rule(Transform earlier, Transform later) {
        boolean moves = later instanceof SpatialTransform || later instanceof MultiCrop;
        boolean flip = is(later, Kind.FLIP);
        if (is(later, Kind.RESIZE) && earlier instanceof SpatialTransform && !is(earlier, Kind.FLIP)) {
            return "frames are scaled once, before any crop: keep one resize and put it first";
        }
        if (moves && earlier instanceof PixelTransform) {
            return "colours are changed in what is cut out: put resizes, crops and flips first";
        }
        if (moves && earlier instanceof MultiCrop) {
            return "it cuts out the final views: put it behind other resizes, crops and flips";
        }
        return moves && !flip && is(earlier, Kind.RESIZED_CROP)
                ? "what it cuts out gets its final size: leave out one of them"
                : "";
    }

    private static boolean is(Transform transform, Kind kind) {
        return transform instanceof SpatialTransform spatial && spatial.kind() == kind;
    }
}
