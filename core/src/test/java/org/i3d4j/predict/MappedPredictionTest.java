package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.network.Network;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.predict.heat.ClassMaps;
import org.i3d4j.predict.picture.Annotator;
import org.i3d4j.predict.picture.HeatPicture;
import org.i3d4j.video.Clip;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedPredictionTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 4);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    private static final ClassLabels LABELS = new ClassLabels(List.of("left", "right", "up", "down"));
    /** Of frames of 64x64 the middle 32x32: pixels 16 to 47. */
    private static final TransformChain MIDDLE =
            new TransformChain(List.of(new VideoCenterCrop(32, 32), new VideoToTensor()));

    private static Network network;
    private static Predictor predictor;

    @TempDir
    private static Path shared;

    private static Path brief;
    private static Path lengthy;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeNetwork() {
        network = Engines.create(SETTINGS, WEIGHTS, ActivationRanges.NONE, Compute.DEFAULT);
        predictor = new Predictor(network, MIDDLE, LABELS).withHead(ClassHead.of(SETTINGS.architecture(), WEIGHTS));
        brief = shared.resolve("brief.mp4");
        lengthy = shared.resolve("lengthy.mp4");
        ColorVideos.write(brief, 24, 64, frame -> 0x0a0501 * frame);
        ColorVideos.write(lengthy, 300, 64, frame -> frame < 100 ? 0xe03020 : 0x000100 * (frame % 200));
    }

    @AfterAll
    static void close() {
        network.close();
    }

    @Test
    void takesTheLogitOfAVideoApart() {
        MappedPrediction mapped = predictor.mapped(brief, OptionalInt.empty());

        Prediction plain = predictor.classify(brief);
        assertThat(mapped.prediction().logits()).isEqualTo(plain.logits());
        ClassMap map = mapped.maps().all().get(0);
        assertThat(mapped.maps().all()).hasSize(1);
        assertThat(map.classIndex()).isEqualTo(plain.best().index());
        assertThat(map.label()).isEqualTo(plain.best().name());
        assertThat(map.logit()).isCloseTo(plain.best().logit(), within(1e-6 * Math.abs(map.logit())));
    }

    /** Two pieces of 150 frames; the best class is known behind the second. */
    @Test
    void mapsEveryPieceOfALongVideo() {
        MappedPrediction best = predictor.mapped(lengthy, OptionalInt.empty());

        int classIndex = best.prediction().best().index();
        MappedPrediction told = predictor.mapped(lengthy, OptionalInt.of(classIndex));
        MappedPrediction other = predictor.mapped(lengthy, OptionalInt.of((classIndex + 1) % 4));
        assertThat(best.prediction().logits()).isEqualTo(told.prediction().logits());
        assertThat(best.maps().all())
                .extracting(map -> map.place().startFrame())
                .containsExactly(0, 150);
        assertThat(best.maps().all()).extracting(map -> map.place().endFrame()).containsExactly(150, 300);
        for (int piece = 0; piece < 2; piece++) {
            assertThat(best.maps().all().get(piece).values())
                    .isEqualTo(told.maps().all().get(piece).values());
        }
        assertMeanIsLogit(best);
        assertMeanIsLogit(other);
        assertThat(best.maps().at(149)).isSameAs(best.maps().all().get(0));
        assertThat(best.maps().at(150)).isSameAs(best.maps().all().get(1));
    }

    /** Pieces of one length count alike. Their mean is rounded to float32 again. */
    private static void assertMeanIsLogit(MappedPrediction mapped) {
        List<ClassMap> maps = mapped.maps().all();
        double mean = maps.stream().mapToDouble(ClassMap::logit).average().orElseThrow();
        double logit = mapped.prediction().logits()[maps.get(0).classIndex()];
        assertThat(mean).isCloseTo(logit, within(1e-6 * Math.max(1, Math.abs(logit))));
    }

    @Test
    void mapsTheBestClassOfEveryWindowOrTheOneAskedFor() {
        SlidingPredictor sliding = predictor.sliding(SlidingWindow.ofFrames(16, 60), 2);
        Timeline best = sliding.withMaps(OptionalInt.empty()).timeline(lengthy);
        Timeline third = sliding.withMaps(OptionalInt.of(2)).timeline(lengthy);

        assertThat(sliding.timeline(lengthy).maps()).isEmpty();
        assertThat(best.windows()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            WindowPrediction window = best.windows().get(i);
            ClassMap map = window.map().orElseThrow();
            assertThat(map.classIndex()).isEqualTo(window.best().index());
            assertThat(map.logit()).isCloseTo(window.best().logit(), within(1e-6 * Math.max(1, Math.abs(map.logit()))));
            assertThat(map.place().startFrame()).isEqualTo(window.startFrame());
            ClassMap other = third.windows().get(i).map().orElseThrow();
            assertThat(other.logit())
                    .isCloseTo(
                            third.windows().get(i).of(2).logit(), within(1e-6 * Math.max(1, Math.abs(other.logit()))));
        }
        assertThat(best.maps().orElseThrow().all()).hasSize(5);
    }

    @Test
    void refusesUnknownClassesAndPredictorsWithoutAHead() {
        assertThatThrownBy(() -> predictor.mapped(brief, OptionalInt.of(4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(brief.toString(), "no class 4; there are 0 to 3");
        SlidingPredictor sliding = predictor.sliding(SlidingWindow.ofFrames(16, 60), 2);
        assertThatThrownBy(() -> sliding.withMaps(OptionalInt.of(-1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("no class -1");
        Predictor headless = new Predictor(new MeanColorNetwork(4), MIDDLE, LABELS);
        assertThatThrownBy(() -> headless.mapped(VideoSource.of(brief), OptionalInt.empty()))
                .isInstanceOf(IllegalStateException.class);
    }

    /** How much more red than blue, and the other way round, in the mean of a rectangle of a frame. */
    private static double redness(Clip clip, int left, int right, int top, int bottom) {
        ByteBuffer pixels = clip.frame(0);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int at = 3 * (y * clip.width() + x);
                sum += (pixels.get(at) & 0xff) - (pixels.get(at + 2) & 0xff);
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    /** The network's map of 32x32 pixels has one position, so that the crop has one colour a frame. */
    @Test
    void coloursTheCropAndNothingElse() {
        ClassMaps maps = predictor.mapped(brief, OptionalInt.empty()).maps();
        Path output = folder.resolve("heat.mp4");

        new Annotator(brief, output, VideoLimits.DEFAULT).annotate(frame -> List.of(), maps);

        double[] values = maps.all().get(0).values();
        try (VideoReader reader = VideoReader.open(output);
                Clip clip = Clip.allocate(1, 64, 64)) {
            assertThat(reader.frameCount()).isEqualTo(24);
            reader.read(new int[] {13}, clip);
            // Position 1 looks at frame 13 of the clip.
            double expected = values[1] / maps.largest();
            double found = redness(clip, 20, 44, 20, 44);
            assertThat(found * expected).as("%s for %s", found, expected).isPositive();
            assertThat(Math.abs(found)).isBetween(140 * Math.abs(expected), 220 * Math.abs(expected));
            assertThat(Math.abs(redness(clip, 0, 12, 0, 50))).isLessThan(3);
            assertThat(Math.abs(redness(clip, 52, 64, 0, 50))).isLessThan(3);
        }
    }

    @Test
    void drawsASheet() throws IOException {
        ClassMaps maps = predictor.mapped(brief, OptionalInt.of(3)).maps();
        Path sheet = folder.resolve("sheet.png");

        new HeatPicture(brief, sheet, VideoLimits.DEFAULT).write(maps);

        BufferedImage picture = ImageIO.read(sheet.toFile());
        assertThat(picture.getWidth()).isBetween(700, 1500);
        // Eight frames in rows of four, each above itself with heat.
        assertThat(picture.getHeight()).isGreaterThan(4 * 192);
    }
}
