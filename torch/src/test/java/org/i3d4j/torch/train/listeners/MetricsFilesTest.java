package org.i3d4j.torch.train.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.report.tensorboard.Event;
import org.i3d4j.report.tensorboard.Summary;
import org.i3d4j.torch.train.TinyTraining;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run of one step leaves to look at. */
class MetricsFilesTest {
    private static final int FRAME_BYTES = Long.BYTES + 2 * Integer.BYTES;

    @TempDir
    private static Path folder;

    private static List<Summary.Value> values;

    @BeforeAll
    static void trainOneStep() throws IOException {
        TinyTraining training = new TinyTraining(folder.resolve("data"));
        TinyTraining.train(training.options(
                folder,
                Optional.empty(),
                false,
                "train.epochs=1",
                "optimizer.grad_clip_norm=1",
                "data_loader.train.dataset.batch_size=16"));
        values = events();
    }

    private static List<Summary.Value> events() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith("events."))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            List<Summary.Value> found = new ArrayList<>();
            while (bytes.hasRemaining()) {
                int length = Math.toIntExact(bytes.getLong(bytes.position()));
                byte[] record = new byte[length];
                bytes.get(bytes.position() + Long.BYTES + Integer.BYTES, record);
                bytes.position(bytes.position() + FRAME_BYTES + length);
                found.addAll(Event.parseFrom(record).getSummary().getValueList());
            }
            return found;
        }
    }

    private static Summary.Value tagged(String tag) {
        return values.stream()
                .filter(value -> value.getTag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theConfigurationCanBeReadInTensorBoard() throws IOException {
        assertThat(tagged("config").getTensor().getStringVal(0).toStringUtf8())
                .isEqualTo("```yaml\n" + Files.readString(folder.resolve("config.yaml")) + "```");
    }

    @Test
    void clipsAndPredictionsCanBeSeenInTensorBoard() {
        // Four rows: 8 frames of 96 pixels at most, with captions.
        assertThat(tagged("clips/train").getImage().getWidth()).isGreaterThan(8 * 96);
        assertThat(tagged("clips/train").getImage().getHeight()).isGreaterThan(4 * 96);
        assertThat(tagged("clips/validation").getImage().getHeight()).isGreaterThan(4 * 96);
    }

    @Test
    void theLengthOfTheGradientIsAColumnAndACurve() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));
        int column = List.of(lines.get(0).split(",", -1)).indexOf("gradient_norm");
        String norm = List.of(lines.get(1).split(",", -1)).get(column);

        assertThat(Double.parseDouble(norm)).isPositive();
        assertThat(tagged("train/gradient_norm").getSimpleValue()).isEqualTo(Float.parseFloat(norm));
    }

    private static List<String> rowsAfterResuming(Path results, long firstStep, int firstEpoch) throws IOException {
        Path csv = results.resolve("metrics.csv");
        new MetricsFiles(results, "").close();
        String columns = Files.readAllLines(csv).get(0);
        String validation = columns.replaceAll("[^,]", "").substring(2);
        Files.writeString(
                csv,
                columns + "\n1,1,0.5" + validation + "\n2,1,0.4" + validation + "\n2,1," + validation + "\n3,2,0.3"
                        + validation + "\n");
        try (MetricsFiles resumed = new MetricsFiles(results, "")) {
            resumed.started(new TrainRun(
                    results, List.of(), "tiny", List.of(), VideoLimits.DEFAULT, 2, 2, firstStep, firstEpoch));
        }
        List<String> lines = Files.readAllLines(csv);
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.replaceAll(",+$", ""))
                .toList();
    }

    @Test
    void rowsThatAResumedRunMakesAgainAreRemoved(@TempDir Path results) throws IOException {
        assertThat(rowsAfterResuming(results, 2, 1))
                .as("after the validation")
                .containsExactly("1,1,0.5", "2,1,0.4", "2,1");
        assertThat(rowsAfterResuming(results, 2, 0)).as("before it").containsExactly("1,1,0.5", "2,1,0.4");
        assertThat(rowsAfterResuming(results, 0, 0)).as("from the beginning").isEmpty();
    }
}
