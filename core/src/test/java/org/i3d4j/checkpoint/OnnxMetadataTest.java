package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.architecture.Extent;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.metrics.TopK;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.MotionDetector;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.weights.onnx.OnnxWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that knows ONNX Runtime and nothing of our configurations, with the plain keys of the metadata. */
class OnnxMetadataTest {
    private static final I3dConfig CONFIG = ConfigFile.load(
                    Path.of("../configs/demo.yaml"), List.of("model.num_classes=4"))
            .config();

    @TempDir
    private Path folder;

    private Path write(I3dConfig config) {
        ModelDescription description = new ModelDescription(
                MotionDetector.CLASSES,
                Optional.of(config),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                ActivationRanges.NONE);
        return ModelFormat.ONNX.write(
                folder.resolve("model.onnx"),
                MotionDetector.settings(),
                MotionDetector.weights(),
                description,
                Optional.of(new Extent(16, 64, 64)));
    }

    private static Map<String, String> metadata(Path file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions();
                OrtSession session = environment.createSession(file.toString(), options)) {
            return session.getMetadata().getCustomMetadata();
        }
    }

    @Test
    void plainKeysSayHowClipsAreMade() throws OrtException {
        assertThat(metadata(write(CONFIG)))
                .containsEntry("preprocessing", "short side to 64, centre 64x64, pixels to [-1, 1]")
                .containsEntry("size", "64")
                .containsEntry("interpolation", "bilinear")
                .containsEntry("crop", "64x64")
                .containsEntry("mean", "[127.5, 127.5, 127.5]")
                .containsEntry("frames", "16")
                .containsEntry("sampling", "average")
                .containsEntry("frame_interval", "1")
                .containsEntry("frame_rate", "0.0")
                .containsEntry("clips", "1")
                .containsEntry("crops", "1")
                .containsEntry("average", "logits")
                .containsEntry("scores", "softmax")
                .containsEntry("class_names", "[\"left\",\"right\",\"up\",\"down\"]")
                .containsKeys("scale", "config");
    }

    @Test
    void otherPreprocessingHasOtherKeys() throws OrtException {
        I3dConfig other = ConfigFile.change(
                CONFIG,
                "demo.yaml",
                List.of(
                        "data_loader.eval.map.operations=[{type: VideoResize, size: [70, 80], interpolation: bicubic},"
                                + " {type: VideoThreeCrop, size: [64, 66]}, {type: VideoToTensor, mean: 0.25, std: 0.125}]",
                        "loss.type=SigmoidCrossEntropyWithLogits"));

        assertThat(metadata(write(other)))
                .containsEntry("size", "70x80")
                .containsEntry("interpolation", "bicubic")
                .containsEntry("crop", "64x66")
                .containsEntry("crops", "3")
                .containsEntry("mean", "[63.75, 63.75, 63.75]")
                .containsEntry("scale", List.of(8 / 255.0, 8 / 255.0, 8 / 255.0).toString())
                .containsEntry("scores", "sigmoid");
    }

    @Test
    void aModelOfWhichNothingIsKnownClaimsNothing() throws OrtException {
        Path file = folder.resolve("plain.onnx");
        ModelFormat.ONNX.write(
                file, MotionDetector.settings(), MotionDetector.weights(), ModelDescription.NONE, Optional.empty());

        assertThat(metadata(file))
                .containsOnlyKeys("format", "architecture", "written_by")
                .containsEntry("format", ModelDescription.FORMAT)
                .containsEntry("architecture", "inception_i3d");
    }

    @Test
    void whoFollowsThemFindsTheClass() throws OrtException {
        Path data = folder.resolve("data");
        new MotionVideos(new MotionSettings(4, 1, 1, 64, 64, 24, 12, 1), 2).write(data, (done, of) -> {});
        Path file = write(CONFIG);
        Map<String, String> keys = metadata(file);
        JsonNode names = JsonMapper.shared().readTree(keys.get("class_names"));

        List<String> found = new ArrayList<>();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions();
                OrtSession session = environment.createSession(file.toString(), options)) {
            for (int video = 0; video < names.size(); video++) {
                Path path = data.resolve("val/val_%06d_000000_000002.mp4".formatted(video));
                long[] shape = {1, 3, 16, 64, 64};
                try (OnnxTensor input = OnnxTensor.createTensor(environment, clip(path, keys), shape);
                        OrtSession.Result result = session.run(Map.of(OnnxWriter.INPUT, input))) {
                    float[][] logits = (float[][])
                            result.get(OnnxWriter.OUTPUT).orElseThrow().getValue();
                    found.add(names.get(TopK.of(logits[0], 1)[0]).asString());
                }
            }
        }

        assertThat(found).isEqualTo(MotionDetector.CLASSES);
    }

    /** C,T,H,W of the first frames of a video that has the size already, by the keys. */
    private static FloatBuffer clip(Path video, Map<String, String> keys) {
        int frames = Integer.parseInt(keys.get("frames"));
        int side = Integer.parseInt(keys.get("size"));
        assertThat(keys).containsEntry("crop", side + "x" + side);
        JsonNode mean = JsonMapper.shared().readTree(keys.get("mean"));
        JsonNode scale = JsonMapper.shared().readTree(keys.get("scale"));
        FloatBuffer values = FloatBuffer.allocate(3 * frames * side * side);
        try (VideoReader reader = VideoReader.open(video);
                Clip pixels = Clip.allocate(frames, side, side)) {
            reader.read(IntStream.range(0, frames).toArray(), pixels, Interpolation.AREA);
            for (int channel = 0; channel < 3; channel++) {
                for (int frame = 0; frame < frames; frame++) {
                    for (int pixel = 0; pixel < side * side; pixel++) {
                        int level = pixels.frame(frame).get(pixel * 3 + channel) & 0xff;
                        values.put((float) ((level - mean.get(channel).asDouble())
                                * scale.get(channel).asDouble()));
                    }
                }
            }
        }
        return values.flip();
    }
}
