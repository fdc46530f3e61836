package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same frames give the same logits to the digit, wherever they come from and whoever asks. */
class EverySourceTest {
    private static final int FRAMES = 16;
    private static final int HEIGHT = 44;
    private static final int WIDTH = 56;
    private static final TransformChain CHAIN = new TransformChain(List.of(
            new VideoShortEdgeResize(40, Interpolation.AREA), new VideoCenterCrop(32, 36), new VideoToTensor()));
    private static final FrameSampler ALL = new FrameSampler(Mode.WHOLE, FRAMES, 1, 1);

    private static Network network;
    private static Predictor predictor;
    private static Network flowNetwork;
    private static Predictor flowPredictor;

    @TempDir
    private Path folder;

    private final byte[] pixels = new byte[FRAMES * HEIGHT * WIDTH * 3];

    @BeforeAll
    static void build() {
        network = network(ModelSettings.of(3, 5));
        predictor = new Predictor(network, CHAIN, new ClassLabels(List.of()));
        flowNetwork = network(ModelSettings.of(2, 5));
        flowPredictor = new Predictor(flowNetwork, CHAIN, new ClassLabels(List.of()));
    }

    private static Network network(ModelSettings settings) {
        return Engines.create(
                settings, GoldenModel.weights(settings, 1, false), ActivationRanges.NONE, Compute.DEFAULT);
    }

    @AfterAll
    static void close() {
        network.close();
        flowNetwork.close();
    }

    private Path array() {
        ByteBuffer stored = TensorData.allocate(pixels.length);
        stored.put(pixels).flip();
        Path file = folder.resolve("clip.npy");
        NpyFile.write(
                file, new TensorData(DataType.U8, List.of((long) FRAMES, (long) HEIGHT, (long) WIDTH, 3L), stored));
        return file;
    }

    private BufferedImage picture(int frame) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = ((frame * HEIGHT + y) * WIDTH + x) * 3;
                picture.setRGB(
                        x, y, (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | (pixels[at + 2] & 0xff));
            }
        }
        return picture;
    }

    private Path pictures() throws IOException {
        Path frames = Files.createDirectory(folder.resolve("frames"));
        for (int frame = 0; frame < FRAMES; frame++) {
            ImageIO.write(
                    picture(frame),
                    "png",
                    frames.resolve("img_" + frame + ".png").toFile());
        }
        return frames;
    }

    /** As training and evaluation read it. */
    private static float[] loaded(Path video) {
        return loaded(network, video, ALL, VideoSource.STORED_FRAME_RATE);
    }

    private static float[] loaded(Network network, Path video, FrameSampler sampler, double storedFrameRate) {
        LoaderSettings settings = new LoaderSettings(
                1, 1, false, false, 1, VideoLimits.DEFAULT, storedFrameRate, 0, LoaderSettings.READ_TIMEOUT_SECONDS);
        ListedDataset dataset = new ListedDataset(
                ClassNames.of(List.of("a")), List.of(new VideoSample(video, 0)), List.of(), video, "one video", false);
        try (ClipLoader loader = new ClipLoader(dataset, sampler, CHAIN, settings);
                Epoch epoch = loader.epoch(0, 0);
                LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
            return network.forward(batch.clips()).row(0);
        }
    }

    private static float[] sampled(Predictor predictor, VideoSource video) {
        return predictor.sampled(ALL, Averaging.LOGITS, 1).classify(video).logits();
    }

    /** One window over all of it. */
    private static float[] window(Predictor predictor, VideoSource video) {
        return predictor
                .sliding(SlidingWindow.ofFrames(FRAMES, FRAMES), 1)
                .timeline(video, found -> {})
                .windows()
                .get(0)
                .logits();
    }

    @Test
    void storedFrames() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        random.nextBytes(pixels);
        Path array = array();
        float[] expected = loaded(array);
        Path frames = pictures();
        List<BufferedImage> images = new ArrayList<>();
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            images.add(picture(frame));
            buffers.add(ByteBuffer.wrap(pixels, frame * HEIGHT * WIDTH * 3, HEIGHT * WIDTH * 3));
        }

        assertThat(loaded(frames)).isEqualTo(expected);
        assertThat(predictor.classifyArray(array).get(0).logits()).isEqualTo(expected);
        for (VideoSource source : List.of(
                VideoSource.of(array),
                VideoSource.of(frames),
                VideoSource.ofImages("images", images, 25),
                VideoSource.ofRgb("buffers", buffers, WIDTH, HEIGHT, 3 * WIDTH, 25))) {
            assertThat(predictor.classify(source).logits()).as(source.name()).isEqualTo(expected);
            assertThat(sampled(predictor, source)).as(source.name()).isEqualTo(expected);
            assertThat(window(predictor, source)).as(source.name()).isEqualTo(expected);
        }
    }

    /** Floats are pixels of a data set where one asks as it does, and else what they are. */
    @Test
    void storedFloats() {
        new SplittableRandom(3).nextBytes(pixels);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 127.5f - 1;
        }
        Path floats = folder.resolve("floats.npy");
        NpyFile.write(floats, TensorData.of(values, FRAMES, HEIGHT, WIDTH, 3));
        float[] expected = loaded(array());

        assertThat(loaded(floats)).isEqualTo(expected);
        assertThat(predictor.sampled(ALL, Averaging.LOGITS, 1).classify(floats).logits())
                .isEqualTo(expected);
        float[] asTheyAre = predictor.classifyArray(floats).get(0).logits();
        assertThat(predictor.classify(floats).logits()).isEqualTo(asTheyAre).isNotEqualTo(expected);
    }

    @Test
    void severalClipsAreNotOneVideo() {
        Path two = folder.resolve("two.npy");
        NpyFile.write(two, TensorData.of(new float[2 * 16 * 32 * 32 * 3], 2, 16, 32, 32, 3));

        assertThat(predictor.classifyArray(two)).hasSize(2);
        assertThatThrownBy(() -> predictor.classify(two))
                .isInstanceOf(ShapeException.class)
                .hasMessage(two + ": holds 2 clips; expected 1");
    }

    /** Optical flow as DeepMind stores it, one clip in an array, and as several of them. */
    @Test
    void storedOpticalFlow() {
        ByteBuffer flow = TensorData.allocate(2L * FRAMES * HEIGHT * WIDTH * 2);
        byte[] noise = new byte[flow.capacity()];
        new SplittableRandom(5).nextBytes(noise);
        flow.put(noise).flip();
        Path two = folder.resolve("two.npy");
        NpyFile.write(
                two, new TensorData(DataType.U8, List.of(2L, (long) FRAMES, (long) HEIGHT, (long) WIDTH, 2L), flow));
        ByteBuffer first = TensorData.allocate(noise.length / 2);
        first.put(noise, 0, noise.length / 2).flip();
        Path one = folder.resolve("one.npy");
        NpyFile.write(one, new TensorData(DataType.U8, List.of((long) FRAMES, (long) HEIGHT, (long) WIDTH, 2L), first));
        Path alone = folder.resolve("alone.npy");
        NpyFile.write(
                alone, new TensorData(DataType.U8, List.of(1L, (long) FRAMES, (long) HEIGHT, (long) WIDTH, 2L), first));
        float[] expected = loaded(flowNetwork, one, ALL, VideoSource.STORED_FRAME_RATE);

        assertThat(loaded(flowNetwork, alone, ALL, VideoSource.STORED_FRAME_RATE))
                .isEqualTo(expected);
        assertThat(flowPredictor.classifyArray(two)).hasSize(2);
        for (Path array : List.of(one, alone, two)) {
            assertThat(flowPredictor.classifyArray(array).get(0).logits())
                    .as(array.toString())
                    .isEqualTo(expected);
        }
        for (VideoSource source : List.of(VideoSource.of(one), VideoSource.of(alone))) {
            assertThat(flowPredictor.classify(source).logits())
                    .as(source.name())
                    .isEqualTo(expected);
            assertThat(sampled(flowPredictor, source)).as(source.name()).isEqualTo(expected);
            assertThat(window(flowPredictor, source)).as(source.name()).isEqualTo(expected);
        }
    }

    /** The values that a chain without crops makes of bytes, as floats, are what the network gets. */
    @Test
    void preparedOpticalFlow() {
        int values = FRAMES * 32 * 36 * 2;
        float[] prepared = new float[values];
        ByteBuffer bytes = TensorData.allocate(values);
        for (int i = 0; i < values; i++) {
            prepared[i] = (float) (i * 7 % 256 / 255.0 * 2 - 1);
            bytes.put(i, (byte) (i * 7));
        }
        Path floats = folder.resolve("floats.npy");
        NpyFile.write(floats, TensorData.of(prepared, 1, FRAMES, 32, 36, 2));
        Path pixelsOnly = folder.resolve("bytes.npy");
        NpyFile.write(pixelsOnly, new TensorData(DataType.U8, List.of((long) FRAMES, 32L, 36L, 2L), bytes));
        Predictor asItIs = new Predictor(
                flowNetwork, new TransformChain(List.of(new VideoToTensor())), new ClassLabels(List.of()));

        assertThat(asItIs.classifyArray(floats).get(0).logits())
                .isEqualTo(asItIs.classifyArray(pixelsOnly).get(0).logits());
    }

    @Test
    void encodedVideo() throws IOException {
        Path file = folder.resolve("video.mp4");
        ColorVideos.write(file, FRAMES, 44, frame -> 0x070b0d * frame);
        float[] expected = loaded(file);

        for (VideoSource source : List.of(VideoSource.of(file), VideoSource.of("upload", Files.readAllBytes(file)))) {
            assertThat(predictor.classify(source).logits()).as(source.name()).isEqualTo(expected);
            assertThat(sampled(predictor, source)).as(source.name()).isEqualTo(expected);
            assertThat(window(predictor, source)).as(source.name()).isEqualTo(expected);
        }
    }

    /** Of frames without times, of which evaluation takes some by time. */
    @Test
    void framesTakenByTime() {
        new SplittableRandom(3).nextBytes(pixels);
        Path array = array();
        FrameSampler slower = new FrameSampler(Mode.PART, 8, 1, 1, 5);
        float[] everyOther = predictor
                .withStoredFrameRate(10)
                .sampled(slower, Averaging.LOGITS, 1)
                .classify(array)
                .logits();

        assertThat(everyOther).isEqualTo(loaded(network, array, slower, 10));
    }
}
