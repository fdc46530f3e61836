package org.i3d4j.video.transform;

import java.util.List;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.SpatialTransform.Kind;

/** Which step may follow which. */
final class ChainOrder {
    private ChainOrder() {}

    /**
     * Checks the steps ahead of the last.
     *
     * @throws ConfigException for another order than a chain carries out, naming both steps
     */
    static void check(List<Transform> transforms) {
        for (int step = 0; step < transforms.size(); step++) {
            for (Transform earlier : transforms.subList(0, step)) {
                String rule = rule(earlier, transforms.get(step));
                if (!rule.isEmpty()) {
                    throw new ConfigException("transform " + (step + 1) + " of " + transforms.size() + " is "
                            + transforms.get(step).name() + " after " + earlier.name() + "; " + rule);
                }
            }
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
