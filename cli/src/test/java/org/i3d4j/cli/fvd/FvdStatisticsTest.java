package org.i3d4j.cli.fvd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Statistics of a set that stand for it, with the weights that they were made by. */
class FvdStatisticsTest {
    private static final int FRAMES = 9;

    @TempDir
    private static Path shared;

    private static Path checkpoint;
    private static Path real;
    private static Path noise20;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeInput() {
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        real = StripedClips.write(shared.resolve("real.npy"), 3, FRAMES, 3, 0);
        noise20 = StripedClips.write(shared.resolve("noise-20.npy"), 3, FRAMES, 3, 20);
    }

    private static CommandRun fvd(Object... arguments) {
        return by(checkpoint, FRAMES, arguments);
    }

    private static CommandRun ofFrames(int frames, Object... arguments) {
        return by(checkpoint, frames, arguments);
    }

    private static CommandRun by(Path weights, int frames, Object... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of("fvd", "--checkpoint", weights, "--frames", frames), Stream.of(arguments))
                        .toArray());
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void savedStatisticsStandForTheirSetAndForNoOther() {
        Path saved = folder.resolve("real.safetensors");

        double expected = json(fvd(real, noise20, "--json", "--save-statistics", saved)
                        .succeeds()
                        .out())
                .get("fvd")
                .asDouble();
        JsonNode again =
                json(fvd(saved, noise20, "--json", "--bootstrap", 40).succeeds().out());

        assertThat(again.get("fvd").asDouble()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(again.get("real").get("statistics_file").asBoolean()).isTrue();
        assertThat(again.get("bootstrap").get("draws_real").asBoolean()).isFalse();
        ofFrames(FRAMES + 1, saved, noise20)
                .failsWith(3, saved + ": its statistics are of other features than those here: frames 9, here 10");
        fvd(saved, noise20, "--protocol", "pooled").failsWith(3, "protocol canonical, here pooled");
        fvd(saved, noise20, "--bn-eps", 0.1).failsWith(3, "model_sha256 ");
        fvd(saved, noise20, "--save-statistics", folder.resolve("b.safetensors"))
                .failsWith(2, "holds statistics already");
        fvd(real, "--save-statistics", saved, "--clips", 2).succeeds();
        assertThat(fvd(saved, saved).succeeds().out()).contains("2 clips, from saved statistics", "FVD: 0.0000");
    }

    /** As published weights come: a bundle of TensorFlow, which says nothing of itself. */
    private Path bundle() throws IOException {
        Path bundle = folder.resolve("tf/model.ckpt.index");
        CommandRun.of("convert", checkpoint, bundle).succeeds();
        try (Stream<Path> files = Files.list(bundle.getParent())) {
            for (Path file : files.toList()) {
                if (!file.toString().matches(".*model\\.ckpt\\.(index|data-00000-of-00001)")) {
                    Files.delete(file);
                }
            }
        }
        return bundle;
    }

    @Test
    void aConvertedCopyIsTheSameNetwork() throws IOException {
        Path bundle = bundle();
        Path converted = folder.resolve("converted.safetensors");
        CommandRun.of("convert", bundle, converted).succeeds();
        Path saved = folder.resolve("real-statistics.safetensors");
        by(bundle, FRAMES, real, "--save-statistics", saved).succeeds();

        for (Path weights : List.of(bundle, converted, checkpoint)) {
            JsonNode told =
                    json(by(weights, FRAMES, saved, real, "--json").succeeds().out());
            assertThat(told.get("fvd").asDouble()).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void otherWeightsAreRefusedByName() {
        Path saved = folder.resolve("real-statistics.safetensors");
        fvd(real, "--save-statistics", saved).succeeds();
        Path other = folder.resolve("other.safetensors");
        TinyModel.writeWeights(other, 3);

        by(other, FRAMES, saved, real)
                .failsWith(3, saved + ": its statistics are of other features than those here: ", "model_sha256 ");
    }
}
