package org.i3d4j.data.loading;

import java.util.List;
import java.util.Locale;
import org.i3d4j.config.PixelTransformConfig;
import org.i3d4j.config.TransformConfig;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoColorJitter;
import org.i3d4j.video.transform.VideoGrayscale;
import org.i3d4j.video.transform.VideoMultiScaleCrop;
import org.i3d4j.video.transform.VideoRandAugment;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomErasing;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoRandomResizedCrop;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeRandomResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoTenCrop;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;

/** Makes transforms of their configurations. */
final class ConfiguredTransform {
    private ConfiguredTransform() {}

    static Transform of(TransformConfig config) {
        if (config instanceof TransformConfig.VideoResize
                || config instanceof TransformConfig.VideoShortEdgeResize
                || config instanceof TransformConfig.VideoShortEdgeRandomResize) {
            return resize(config);
        }
        if (config instanceof PixelTransformConfig.VideoColorJitter
                || config instanceof PixelTransformConfig.VideoGrayscale
                || config instanceof PixelTransformConfig.VideoRandAugment
                || config instanceof PixelTransformConfig.VideoRandomErasing) {
            return pixels(config);
        }
        if (config instanceof TransformConfig.VideoRandomHorizontalFlip flip) {
            return new VideoRandomHorizontalFlip(flip.prob());
        }
        return config instanceof TransformConfig.VideoToTensor tensor
                ? new VideoToTensor(tensor.mean(), tensor.std())
                : crop(config);
    }

    private static Transform resize(TransformConfig config) {
        if (config instanceof TransformConfig.VideoResize resize) {
            return new VideoResize(resize.size().get(0), resize.size().get(1), interpolation(resize.interpolation()));
        }
        if (config instanceof TransformConfig.VideoShortEdgeResize resize) {
            return new VideoShortEdgeResize(resize.size(), interpolation(resize.interpolation()));
        }
        if (config instanceof TransformConfig.VideoShortEdgeRandomResize resize) {
            return new VideoShortEdgeRandomResize(
                    resize.size().get(0), resize.size().get(1), interpolation(resize.interpolation()));
        }
        throw unknown(config);
    }

    private static Transform crop(TransformConfig config) {
        if (config instanceof TransformConfig.VideoCenterCrop crop) {
            return new VideoCenterCrop(crop.size().get(0), crop.size().get(1));
        }
        if (config instanceof TransformConfig.VideoRandomCrop crop) {
            return new VideoRandomCrop(crop.size().get(0), crop.size().get(1));
        }
        if (config instanceof TransformConfig.VideoThreeCrop crop) {
            return new VideoThreeCrop(crop.size().get(0), crop.size().get(1));
        }
        if (config instanceof TransformConfig.VideoTenCrop crop) {
            return new VideoTenCrop(crop.size().get(0), crop.size().get(1));
        }
        return scaledCrop(config);
    }

    private static Transform scaledCrop(TransformConfig config) {
        if (config instanceof TransformConfig.VideoRandomResizedCrop crop) {
            List<Double> scale = crop.scale();
            List<Double> ratio = crop.ratio();
            return new VideoRandomResizedCrop(
                    crop.size().get(0), crop.size().get(1), scale.get(0), scale.get(1), ratio.get(0), ratio.get(1));
        }
        if (config instanceof TransformConfig.VideoMultiScaleCrop crop) {
            int positions = crop.positions().equals("random") ? 0 : Integer.parseInt(crop.positions());
            return new VideoMultiScaleCrop(
                    crop.size().get(0), crop.size().get(1), crop.scales(), crop.maxWhScaleGap(), positions);
        }
        throw unknown(config);
    }

    private static Transform pixels(TransformConfig config) {
        if (config instanceof PixelTransformConfig.VideoColorJitter jitter) {
            return new VideoColorJitter(jitter.brightness(), jitter.contrast(), jitter.saturation(), jitter.hue());
        }
        if (config instanceof PixelTransformConfig.VideoGrayscale grayscale) {
            return new VideoGrayscale(grayscale.prob());
        }
        if (config instanceof PixelTransformConfig.VideoRandAugment augment) {
            return new VideoRandAugment(augment.numOps(), augment.magnitude());
        }
        if (config instanceof PixelTransformConfig.VideoRandomErasing erasing) {
            List<Double> scale = erasing.scale();
            List<Double> ratio = erasing.ratio();
            VideoRandomErasing.Fill fill =
                    VideoRandomErasing.Fill.valueOf(erasing.value().toUpperCase(Locale.ROOT));
            return new VideoRandomErasing(erasing.prob(), scale.get(0), scale.get(1), ratio.get(0), ratio.get(1), fill);
        }
        throw unknown(config);
    }

    private static IllegalStateException unknown(TransformConfig config) {
        return new IllegalStateException("no transform is made of a " + config);
    }

    /** By the reference's names, whose 'bilinear' is OpenCV's INTER_AREA, and two of ours. */
    private static Interpolation interpolation(String name) {
        return switch (name) {
            case "nearest" -> Interpolation.NEAREST;
            case "linear" -> Interpolation.LINEAR;
            case "area" -> Interpolation.RGB_AREA;
            case "triangle" -> Interpolation.BILINEAR;
            case "bicubic" -> Interpolation.BICUBIC;
            default -> Interpolation.AREA;
        };
    }
}
