package org.i3d4j.config;

import java.util.List;
import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;
import org.i3d4j.error.ConfigException;

/** A transform of clips by the reference system's name, which the key {@code type} holds. */
public sealed interface TransformConfig
        permits TransformConfig.VideoResize,
                TransformConfig.VideoShortEdgeResize,
                TransformConfig.VideoCenterCrop,
                TransformConfig.VideoRandomCrop,
                TransformConfig.VideoRandomHorizontalFlip,
                TransformConfig.VideoShortEdgeRandomResize,
                TransformConfig.VideoRandomResizedCrop,
                TransformConfig.VideoMultiScaleCrop,
                TransformConfig.VideoThreeCrop,
                TransformConfig.VideoTenCrop,
                PixelTransformConfig.VideoColorJitter,
                PixelTransformConfig.VideoGrayscale,
                PixelTransformConfig.VideoRandAugment,
                PixelTransformConfig.VideoRandomErasing,
                TransformConfig.VideoToTensor {
    /** Resizes to exactly this size; the aspect ratio may change. */
    record VideoResize(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size,

            @Key(
                    doc = "the reference's names, whose 'bilinear' averages areas, or 'area', 'triangle'",
                    absent = "bilinear",
                    choices = {"nearest", "linear", "bilinear", "bicubic", "area", "triangle"})
            String interpolation)
            implements TransformConfig {
        public VideoResize {
            size = List.copyOf(size);
            KeyRules.require(VideoResize.class, size, interpolation);
        }
    }

    /** Resizes so that the shorter side has this size; the aspect ratio stays. */
    record VideoShortEdgeResize(
            @Key(doc = "pixels of the shorter side", min = 1, max = 16_384)
            int size,

            @Key(
                    doc = "the reference's names, whose 'bilinear' averages areas, or 'area', 'triangle'",
                    absent = "bilinear",
                    choices = {"nearest", "linear", "bilinear", "bicubic", "area", "triangle"})
            String interpolation)
            implements TransformConfig {
        public VideoShortEdgeResize {
            KeyRules.require(VideoShortEdgeResize.class, size, interpolation);
        }
    }

    /** Cuts out the centre. */
    record VideoCenterCrop(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    absent = "[224, 224]",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size)
            implements TransformConfig {
        public VideoCenterCrop {
            size = List.copyOf(size);
            KeyRules.require(VideoCenterCrop.class, size);
        }
    }

    /** Cuts out a random part, the same in all frames of a clip. */
    record VideoRandomCrop(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size)
            implements TransformConfig {
        public VideoRandomCrop {
            size = List.copyOf(size);
            KeyRules.require(VideoRandomCrop.class, size);
        }
    }

    /** Mirrors all frames of a clip, or none. */
    record VideoRandomHorizontalFlip(
            @Key(doc = "probability of mirroring", absent = "0.5", min = 0, max = 1)
            double prob) implements TransformConfig {
        public VideoRandomHorizontalFlip {
            KeyRules.require(VideoRandomHorizontalFlip.class, prob);
        }
    }

    /** Resizes so that the shorter side has a random size, the same for all frames of a clip; the aspect ratio stays. */
    record VideoShortEdgeRandomResize(
            @Key(doc = "least and greatest pixels of the shorter side", length = 2, min = 1, max = 16_384)
            List<Integer> size,

            @Key(
                    doc = "the reference's names, whose 'bilinear' averages areas, or 'area', 'triangle'",
                    absent = "bilinear",
                    choices = {"nearest", "linear", "bilinear", "bicubic", "area", "triangle"})
            String interpolation)
            implements TransformConfig {
        public VideoShortEdgeRandomResize {
            size = List.copyOf(size);
            KeyRules.require(VideoShortEdgeRandomResize.class, size, interpolation);
            Ranges.requireAscending("size", size);
        }
    }

    /** Cuts out a part of random area, aspect ratio and place, the same in all frames of a clip, and resizes it. */
    record VideoRandomResizedCrop(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size,

            @Key(
                    doc = "least and greatest share of the frame's area",
                    absent = "[0.08, 1]",
                    length = 2,
                    above = 0,
                    max = 1)
            List<Double> scale,

            @Key(
                    doc = "least and greatest width by height",
                    absent = "[0.75, 1.3333333333333333]",
                    length = 2,
                    above = 0,
                    max = 1000)
            List<Double> ratio)
            implements TransformConfig {
        public VideoRandomResizedCrop {
            size = List.copyOf(size);
            scale = List.copyOf(scale);
            ratio = List.copyOf(ratio);
            KeyRules.require(VideoRandomResizedCrop.class, size, scale, ratio);
            Ranges.requireAscending("scale", scale);
            Ranges.requireAscending("ratio", ratio);
        }
    }

    /** Cuts out a part whose sides are random of a few, the same in all frames of a clip, and resizes it. */
    record VideoMultiScaleCrop(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size,

            @Key(
                    doc = "sides of the part, as shares of the frame's shorter side",
                    absent = "[1, 0.875, 0.75, 0.66]",
                    above = 0,
                    max = 1)
            List<Double> scales,

            @Key(doc = "how far apart in 'scales' height and width may be", absent = "1", min = 0)
            int maxWhScaleGap,

            @Key(
                    doc = "where it is cut: 5, in corners or centre; 13, on a grid of quarters; or anywhere",
                    absent = "random",
                    choices = {"5", "13", "random"})
            String positions)
            implements TransformConfig {
        public VideoMultiScaleCrop {
            size = List.copyOf(size);
            scales = List.copyOf(scales);
            KeyRules.require(VideoMultiScaleCrop.class, size, scales, maxWhScaleGap, positions);
            if (scales.isEmpty()) {
                throw new ConfigException("'scales' is empty; it has to hold at least one share");
            }
        }
    }

    /** Cuts out three parts along the longer side; each becomes a clip. */
    record VideoThreeCrop(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size)
            implements TransformConfig {
        public VideoThreeCrop {
            size = List.copyOf(size);
            KeyRules.require(VideoThreeCrop.class, size);
        }
    }

    /** Cuts out the corners and the centre, and the same of the mirrored frame; each becomes a clip. */
    record VideoTenCrop(
            @Key(
                    doc = "height and width in pixels; one number stands for both",
                    length = 2,
                    spread = true,
                    min = 1,
                    max = 16_384)
            List<Integer> size)
            implements TransformConfig {
        public VideoTenCrop {
            size = List.copyOf(size);
            KeyRules.require(VideoTenCrop.class, size);
        }
    }

    /** Scales pixels, to [-1, 1] unless told otherwise, and brings T,H,W,C into the network's order. */
    record VideoToTensor(
            @Key(
                    doc = "axes of the result as numbers of the input's axes; C,T,H,W is what the network takes",
                    absent = "[3, 0, 1, 2]",
                    length = 4,
                    min = 0,
                    max = 3)
            List<Integer> order,

            @Key(
                    doc = "a value is (level / 255 - mean) / std, per channel; one number stands for all",
                    absent = "[0.5, 0.5, 0.5]",
                    length = 3,
                    spread = true,
                    min = 0,
                    max = 1)
            List<Double> mean,

            @Key(
                    doc = "see 'mean'; one number stands for all",
                    absent = "[0.5, 0.5, 0.5]",
                    length = 3,
                    spread = true,
                    above = 0,
                    max = 255)
            List<Double> std)
            implements TransformConfig {
        private static final List<Integer> CTHW = List.of(3, 0, 1, 2);
        private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

        public VideoToTensor {
            order = List.copyOf(order);
            mean = List.copyOf(mean);
            std = List.copyOf(std);
            KeyRules.require(VideoToTensor.class, order, mean, std);
            if (!order.equals(CTHW)) {
                throw new ConfigException("'order' is " + order + "; the network takes " + CTHW + " only");
            }
        }

        /** To [-1, 1]. */
        public VideoToTensor(List<Integer> order) {
            this(order, HALF, HALF);
        }
    }
}
