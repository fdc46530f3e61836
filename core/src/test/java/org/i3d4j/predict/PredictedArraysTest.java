package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.network.MeanColorNetwork.Seen;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips that are stored in .npy files, and pixels wherever they are stored. */
class PredictedArraysTest {
    private static final ClassLabels LABELS = new ClassLabels(List.of("red", "green"));

    private final MeanColorNetwork network = new MeanColorNetwork(4);
    private final Predictor predictor =
            new Predictor(network, new TransformChain(List.of(new VideoToTensor())), LABELS);

    @TempDir
    private Path folder;

    private Path array(TensorData values) {
        Path file = folder.resolve("clips.npy");
        NpyFile.write(file, values);
        return file;
    }

    private static TensorData bytes(Long... shape) {
        long size = List.of(shape).stream().reduce(1L, (a, b) -> a * b);
        TensorData bytes = new TensorData(DataType.U8, List.of(shape), TensorData.allocate(size));
        for (int i = 0; i < size; i++) {
            bytes.values().put(i, (byte) (i * 7));
        }
        return bytes;
    }

    @Test
    void scalesBytesAndMovesChannelsFirst() {
        TensorData clips = bytes(2L, 8L, 32L, 33L, 3L);

        List<Prediction> predictions = predictor.classifyArray(array(clips));

        assertThat(predictions).extracting(Prediction::frames).containsExactly(8, 8);
        for (int clip = 0; clip < 2; clip++) {
            Seen seen = network.seen().get(clip);
            assertThat(seen.values()).hasSize(3 * 8 * 32 * 33);
            for (int i = 0; i < seen.values().size(); i++) {
                int channel = i / (8 * 32 * 33);
                int pixel = i % (8 * 32 * 33);
                int x = clips.values().get((clip * 8 * 32 * 33 + pixel) * 3 + channel) & 0xff;
                if (seen.values().get(i) != (float) (x / 255.0 * 2 - 1)) {
                    assertThat(seen.values().get(i))
                            .as("clip %d, value %d", clip, i)
                            .isEqualTo(x / 255f * 2 - 1);
                }
            }
        }
    }

    @Test
    void takesFloatsAsTheyAre() {
        float[] values = new float[8 * 32 * 32 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 12_288f - 1;
        }

        List<Prediction> predictions = predictor.classifyArray(array(TensorData.of(values, 8, 32, 32, 3)));

        assertThat(predictions).hasSize(1);
        List<Float> seen = network.seen().get(0).values();
        List<Float> expected = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < 8 * 32 * 32; pixel++) {
                expected.add(values[pixel * 3 + channel]);
            }
        }
        assertThat(seen.equals(expected)).isTrue();
    }

    /** Pixels of 0 to 255 that became floats on the way, and what no picture holds. */
    @ParameterizedTest
    @ValueSource(floats = {255, -2.01f, Float.NaN, Float.NEGATIVE_INFINITY})
    void refusesFloatsThatWerePreparedOtherwise(float value) {
        float[] values = new float[8 * 32 * 32 * 3];
        values[17] = value;
        Path file = array(TensorData.of(values, 8, 32, 32, 3));

        assertThatThrownBy(() -> predictor.classifyArray(file))
                .isInstanceOf(VideoException.class)
                .hasMessageContainingAll(
                        file + ": clip 0, frame 0, channel 2 holds the value " + value, "at most 1.000", "uint8");
        try (ClipBatch batch = ClipBatch.allocate(1, 3, 8, 32, 32)) {
            for (long i = 0; i < batch.pointer().capacity(); i++) {
                batch.pointer().put(i, i == 17 ? value : 0);
            }
            assertThatThrownBy(() -> predictor.classify("batch", batch))
                    .isInstanceOf(VideoException.class)
                    .hasMessageStartingWith("batch: clip 0, frame 0, channel 0 holds the value " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8 32 3", "1 1 8 32 32 3", "0 8 32 32 3", "8 32 32 0", "8 16 32 3"})
    void refusesOtherShapes(String shape) {
        Long[] sides = List.of(shape.split(" ")).stream().map(Long::valueOf).toArray(Long[]::new);
        Path file = array(bytes(sides));

        assertThatThrownBy(() -> predictor.classifyArray(file))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(file.toString())
                .hasMessageMatching("(?s).*("
                        + List.of(sides).toString().replace("[", "\\[").replace("]", "\\]") + "|" + sides[0] + "x"
                        + sides[1] + "x" + sides[2] + ").*");
    }

    private Path ofChannels(DataType type, long channels) {
        List<Long> shape = List.of(8L, 32L, 32L, channels);
        Path file = folder.resolve(type + "-" + channels + ".npy");
        NpyFile.write(file, new TensorData(type, shape, TensorData.allocate(8L * 32 * 32 * channels * type.bytes())));
        return file;
    }

    /** Floats that are prepared, and bytes that are not; of bytes of RGB, flow can be computed. */
    @ParameterizedTest
    @CsvSource({
        "3, 2, 2 channels (optical flow), 3 channels (RGB)",
        "3, 1, 1 channel, 3 channels (RGB)",
        "3, 4, 4 channels, 3 channels (RGB)",
        "2, 3, 3 channels (RGB), 2 channels (optical flow)",
        "2, 4, 4 channels, 2 channels (optical flow)"
    })
    void refusesArraysOfOtherChannelsBeforeTheyAreRead(int taken, int found, String has, String takes) {
        try (MeanColorNetwork other = new MeanColorNetwork(taken, 4)) {
            Predictor predicting = new Predictor(other, new TransformChain(List.of(new VideoToTensor())), LABELS);
            boolean flowOfRgb = taken == 2 && found == 3;
            for (DataType type : flowOfRgb ? List.of(DataType.F32) : List.of(DataType.F32, DataType.U8)) {
                Path file = ofChannels(type, found);
                assertThatThrownBy(() -> predicting.classifyArray(file))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageStartingWith(file + ": has frames of " + has + "; the model takes " + takes
                                + ", model.in_channel: " + taken);
            }
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void refusesOtherTypes() {
        Path file = array(new TensorData(
                DataType.F64, List.of(8L, 32L, 32L, 3L), TensorData.allocate(8L * 32 * 32 * 3 * Double.BYTES)));

        assertThatThrownBy(() -> predictor.classifyArray(file))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(file.toString(), "F64", "float32", "uint8");
        assertThatThrownBy(() -> predictor.classifyArray(folder.resolve("none.npy")))
                .isInstanceOf(I3dException.class)
                .hasMessageContaining("none.npy");
    }

    /** The same pixels as a clip in an array, as one of several, as pictures and as a caller's. */
    @Test
    void pixelsArePreparedAsThoseOfAVideoWhateverHoldsThem() throws IOException {
        TensorData clips = bytes(2L, 9L, 40L, 48L, 3L);
        TensorData second =
                new TensorData(DataType.U8, List.of(9L, 40L, 48L, 3L), TensorData.allocate(9 * 40 * 48 * 3));
        second.values().put(0, clips.values(), 9 * 40 * 48 * 3, 9 * 40 * 48 * 3);
        Path both = array(clips);
        Path alone = folder.resolve("alone.npy");
        NpyFile.write(alone, second);
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int frame = 0; frame < 9; frame++) {
            picture(pictures.resolve("img_" + frame + ".png"), second, frame);
        }
        Predictor cropping = new Predictor(
                network, new TransformChain(List.of(new VideoCenterCrop(32, 32), new VideoToTensor())), LABELS);

        Prediction ofPictures = cropping.classify(pictures);

        assertThat(network.seen().get(0).values()).hasSize(3 * 9 * 32 * 32);
        assertThat(cropping.classifyArray(alone)).hasSize(1);
        assertThat(cropping.classify(alone).logits()).isEqualTo(ofPictures.logits());
        assertThat(cropping.classifyArray(both).get(1).logits()).isEqualTo(ofPictures.logits());
        assertThat(network.seen().get(1).values())
                .isEqualTo(network.seen().get(0).values());
        assertThat(network.seen().get(4).values())
                .isEqualTo(network.seen().get(0).values());
        assertThat(network.seen().get(3).values())
                .isNotEqualTo(network.seen().get(0).values());
    }

    private static void picture(Path file, TensorData clip, int frame) throws IOException {
        BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 48; x++) {
                int at = ((frame * 40 + y) * 48 + x) * 3;
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    rgb = (rgb << 8) | (clip.values().get(at + channel) & 0xff);
                }
                image.setRGB(x, y, rgb);
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
