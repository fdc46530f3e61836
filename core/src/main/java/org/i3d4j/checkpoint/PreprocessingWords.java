package org.i3d4j.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.text.Counted;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.transform.FixedSize;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoToTensor;

/** Preprocessing as people read it, and as programs do that know no configuration of ours. */
final class PreprocessingWords {
    private static final double LEVELS = 255;

    private PreprocessingWords() {}

    static String of(List<Transform> operations) {
        return operations.stream().map(Transform::words).collect(Collectors.joining(", "));
    }

    static String of(DatasetConfig sampling) {
        return Counted.of(sampling.numClips(), "clip") + " of "
                + (sampling.seqMode() == Mode.WHOLE ? "at most " : "") + Counted.of(sampling.seq(), "frame") + " ("
                + sampling.seqMode().yamlName()
                + (sampling.frameInterval() == 1 ? "" : ", " + sampling.frameInterval() + " apart")
                + (sampling.frameRate() == 0 ? "" : ", at " + sampling.frameRate() + " frames a second") + ")";
    }

    /**
     * Plain keys for programs in any language: {@code size}, {@code interpolation}, {@code crop}, {@code mean}, {@code scale},
     * {@code frames}, {@code sampling}, {@code frame_interval}, {@code frame_rate}, {@code clips}, {@code crops}, {@code
     * average} and {@code scores}, those that apply; text, numbers and lists of numbers. A value of the network's is (pixel - mean) * scale, pixels 0 to 255.
     */
    static Map<String, Object> keys(Preprocessing preprocessing) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("preprocessing", preprocessing.describe());
        keys.putAll(pixels(preprocessing));
        DatasetConfig sampling = preprocessing.dataset();
        keys.put("frames", sampling.seq());
        keys.put("sampling", sampling.seqMode().yamlName());
        keys.put("frame_interval", sampling.frameInterval());
        keys.put("frame_rate", sampling.frameRate());
        keys.put("clips", sampling.numClips());
        keys.put("crops", preprocessing.transforms().viewsPerClip());
        keys.put("average", preprocessing.averaging().yamlName());
        keys.put("scores", preprocessing.config().loss().isMultiLabel() ? "sigmoid" : "softmax");
        return keys;
    }

    /** Those of {@link #keys} that say what becomes of a frame's pixels. */
    static Map<String, Object> pixels(Preprocessing preprocessing) {
        Map<String, Object> keys = new LinkedHashMap<>();
        preprocessing.operations().forEach(step -> putSize(keys, step));
        int channels = preprocessing.config().model().inChannel();
        preprocessing.operations().forEach(step -> putValues(keys, step, channels));
        return keys;
    }

    private static void putSize(Map<String, Object> keys, Transform step) {
        if (step instanceof VideoShortEdgeResize resize) {
            keys.put("size", resize.size());
            keys.put("interpolation", resize.interpolation().yamlName());
        } else if (step instanceof VideoResize resize) {
            keys.put("size", resize.sides());
            keys.put("interpolation", resize.interpolation().yamlName());
        } else if (step instanceof FixedSize crop) {
            keys.put("crop", crop.sides());
        }
    }

    private static void putValues(Map<String, Object> keys, Transform step, int channels) {
        if (step instanceof VideoToTensor tensor) {
            keys.put(
                    "mean",
                    tensor.mean().stream()
                            .limit(channels)
                            .map(mean -> mean * LEVELS)
                            .toList());
            keys.put(
                    "scale",
                    tensor.std().stream()
                            .limit(channels)
                            .map(std -> 1 / (std * LEVELS))
                            .toList());
        }
    }
}
