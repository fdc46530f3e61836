package org.i3d4j.config;

import java.util.List;
import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;
import org.i3d4j.error.ConfigException;

/** A transform of clips by the reference system's name, which the key {@code type} holds. */
public sealed interface TransformConfig {
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
                    doc = "interpolation; 'bilinear' averages areas, as the reference's does",
                    absent = "bilinear",
                    choices = {"nearest", "linear", "bilinear", "bicubic"})
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
                    doc = "interpolation; 'bilinear' averages areas, as the reference's does",
                    absent = "bilinear",
                    choices = {"nearest", "linear", "bilinear", "bicubic"})
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

    /** Scales pixels to [-1, 1] and brings T,H,W,C into the network's order. */
    record VideoToTensor(
            @Key(
                    doc = "axes of the result as numbers of the input's axes; C,T,H,W is what the network takes",
                    absent = "[3, 0, 1, 2]",
                    length = 4,
                    min = 0,
                    max = 3)
            List<Integer> order)
            implements TransformConfig {
        private static final List<Integer> CTHW = List.of(3, 0, 1, 2);

        public VideoToTensor {
            order = List.copyOf(order);
            if (!order.equals(CTHW)) {
                throw new ConfigException("'order' is " + order + "; the network takes " + CTHW + " only");
            }
        }
    }
}
