package example;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.Features;
import org.i3d4j.network.Compute;
import org.i3d4j.predict.picture.Annotator;
import org.i3d4j.predict.picture.HeatPicture;
import org.i3d4j.predict.MappedPrediction;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.picture.TimelinePicture;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.TensorData;

/** What a model says of videos, wherever they lie. */
final class Classify {
    private Classify() {}

    static void file() {
        try (I3d i3d = I3d.load(Path.of("best.safetensors"))) {
            Prediction prediction = i3d.classify(Path.of("video.mp4"));
            System.out.println(prediction.best().name() + " " + prediction.best().probability());
        }
    }

    static void scores(Prediction prediction) {
        prediction.top(5).forEach(one -> System.out.println(one.name() + " " + one.probability()));
        float[] logits = prediction.logits();                    // one a class
        double[] probabilities = prediction.probabilities();     // softmax; sigmoid if a video has several classes
        check(logits.length == 2 && Math.abs(probabilities[0] + probabilities[1] - 1) < 1e-9);
    }

    static void encoded(I3d i3d, Path video) throws IOException {
        byte[] bytes = Files.readAllBytes(video);
        i3d.classify(VideoSource.of("upload", bytes));
        i3d.classify(VideoSource.of("upload", ByteBuffer.wrap(bytes)));
        try (InputStream stream = Files.newInputStream(video)) {
            i3d.classify(VideoSource.of("upload", stream));      // read to its end
        }
        check(i3d.classify(VideoSource.of("upload", bytes)).best().equals(i3d.classify(video).best()));
    }

    static void frames(I3d i3d, List<BufferedImage> images, List<ByteBuffer> buffers) {
        i3d.classify(VideoSource.ofImages("screen", images, 25));                     // 25 a second
        i3d.classify(VideoSource.ofRgb("camera", buffers, 640, 480, 3 * 640, 25));    // width, height, bytes of a row
    }

    static void clips(I3d i3d, float[][] planes) {
        try (ClipBatch batch = ClipBatch.allocate(1, 3, 16, 64, 64)) {                // clips, channels, frames, height, width
            for (int channel = 0; channel < 3; channel++) {
                for (int frame = 0; frame < 16; frame++) {
                    batch.plane(0, channel, frame).put(planes[channel]);              // in [-1, 1]
                }
            }
            List<Prediction> predictions = i3d.classify("clips", batch);
            System.out.println(predictions.get(0).best());
        }
    }

    static void windows(I3d i3d, Path video) {
        Features features = i3d.features(video, FeatureSettings.DEFAULT.withWindows(16, 16));
        FeatureRow first = features.rows().get(0);
        System.out.println(first.startSeconds() + " s: " + first.shape());        // [1024]
        float[] vector = first.values();
        i3d.features(
                VideoSource.of(video),
                FeatureSettings.DEFAULT.withWindows(16, 8).withLayer("Mixed_5c").withFrameRate(12.5),
                row -> System.out.println(row.endSeconds() + " s: " + row.values().length + " of " + vector.length));
    }

    static void features(I3d i3d, Path video) {
        i3d.activations(VideoSource.of(video), Set.of("Mixed_5c", "features"), piece -> {
            TensorData map = piece.activations().endpoint("Mixed_5c");                // 1, 1024, T/8, H/32, W/32
            FloatBuffer values = piece.activations().endpoint("features").floats();   // its average pooling
            System.out.println("frames from " + piece.firstFrame() + ": " + map.shape() + ", " + values.remaining());
        });
    }

    static void places(I3d i3d, Path video, Path folder) {
        MappedPrediction mapped = i3d.mapped(VideoSource.of(video), OptionalInt.empty());    // of the most probable class
        ClassMap map = mapped.maps().at(0);                                                  // of the piece that has frame 0
        System.out.println(map.label() + ": " + map.logit() + " = " + map.bias() + " + " + map.sum());
        new HeatPicture(video, folder.resolve("heat.png"), VideoLimits.DEFAULT).write(mapped.maps());
        Timeline seen = i3d.mappedTimeline(VideoSource.of(video), 16, 8, OptionalInt.of(1)); // of class 1, window by window
        new Annotator(video, folder.resolve("heat.mp4"), VideoLimits.DEFAULT)
                .annotate(frame -> seen.windowAt(frame).top(3), seen.maps().orElseThrow());
    }

    static void overTime(I3d i3d, Path video, Path folder) {
        Timeline timeline = i3d.timeline(video, 16, 8);    // windows of 16 frames, one every 8
        timeline.segments().forEach(s -> System.out.println(s.startSeconds() + " " + s.label()));
        new TimelinePicture(video, folder.resolve("timeline.png")).write(timeline);
        new Annotator(video, folder.resolve("labelled.mp4"), VideoLimits.DEFAULT)
                .annotate(frame -> timeline.windowAt(frame).top(3));
    }

    static void prepared(Path checkpoint, Path yaml) {
        SavedModel model = Checkpoints.read(checkpoint);
        I3dConfig config = ConfigFile.load(yaml, List.of()).config();
        try (I3d told = I3d.load(model.withPreprocessing(new Preprocessing(config)), Compute.DEFAULT);
                I3d small = I3d.load(
                        model.withPreprocessing(model.preprocessing().withSizes(48, 40, 40)), Compute.DEFAULT)) {
            System.out.println(told.model().preprocessing().describe());
            System.out.println(small.model().preprocessing().describe());
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("an example does not do what it says");
        }
    }
}
