package org.i3d4j.config;

import java.util.List;
import java.util.Set;
import org.i3d4j.error.ConfigException;

/** Which transform may follow which; checked here too, where the place in the file is known. */
final class OperationOrder {
    private static final Set<Class<?>> RESIZES = Set.of(
            TransformConfig.VideoResize.class,
            TransformConfig.VideoShortEdgeResize.class,
            TransformConfig.VideoShortEdgeRandomResize.class);
    private static final Set<Class<?>> CROPS =
            Set.of(TransformConfig.VideoCenterCrop.class, TransformConfig.VideoRandomCrop.class);
    private static final Set<Class<?>> SCALED_CROPS =
            Set.of(TransformConfig.VideoRandomResizedCrop.class, TransformConfig.VideoMultiScaleCrop.class);
    private static final Set<Class<?>> VIEWS =
            Set.of(TransformConfig.VideoThreeCrop.class, TransformConfig.VideoTenCrop.class);
    private static final Set<Class<?>> FLIPS = Set.of(TransformConfig.VideoRandomHorizontalFlip.class);
    private static final Set<Class<?>> COLOURS = Set.of(
            PixelTransformConfig.VideoColorJitter.class,
            PixelTransformConfig.VideoGrayscale.class,
            PixelTransformConfig.VideoRandAugment.class,
            PixelTransformConfig.VideoRandomErasing.class);

    /** Kinds of transforms that must not come after some other kinds, and why. */
    private record Rule(List<Set<Class<?>>> later, List<Set<Class<?>>> earlier, String reason) {
        boolean isBroken(Object before, Object after) {
            return holds(earlier, before) && holds(later, after);
        }

        private static boolean holds(List<Set<Class<?>>> kinds, Object transform) {
            return kinds.stream().anyMatch(kind -> kind.contains(transform.getClass()));
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    List.of(RESIZES),
                    List.of(RESIZES, CROPS, SCALED_CROPS),
                    "frames are scaled once, before any crop: keep one resize and put it first"),
            new Rule(
                    List.of(RESIZES, CROPS, SCALED_CROPS, VIEWS, FLIPS),
                    List.of(COLOURS),
                    "colours are changed in what is cut out: put resizes, crops and flips first"),
            new Rule(
                    List.of(RESIZES, CROPS, SCALED_CROPS, VIEWS, FLIPS),
                    List.of(VIEWS),
                    "it cuts out the final views: put it behind other resizes, crops and flips"),
            new Rule(
                    List.of(CROPS, SCALED_CROPS, VIEWS),
                    List.of(SCALED_CROPS),
                    "what it cuts out gets its final size: leave out one of them"));

    private OperationOrder() {}

    /** @throws ConfigException naming two transforms in the wrong order */
    static void check(List<TransformConfig> operations) {
        for (int later = 0; later < operations.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                check(operations, earlier, later);
            }
        }
    }

    private static void check(List<TransformConfig> operations, int earlier, int later) {
        TransformConfig before = operations.get(earlier);
        TransformConfig after = operations.get(later);
        for (Rule rule : RULES) {
            if (rule.isBroken(before, after)) {
                throw new ConfigException("operations." + later + ", " + name(after) + ", can't come after operations."
                        + earlier + ", " + name(before) + ": " + rule.reason());
            }
        }
    }

    private static String name(TransformConfig operation) {
        return operation.getClass().getSimpleName();
    }
}
