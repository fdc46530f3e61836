package org.i3d4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void printsTheLayersOfThePublishedNetwork() {
        CommandRun run = CommandRun.of("info").succeeds();

        assertThat(run.lines())
                .anyMatch(line -> line.matches("Conv3d_1a_7x7 +64 x 32x112x112 .*"))
                .anyMatch(line -> line.matches("Mixed_5c +1024 x 8x7x7 .*"))
                .last()
                .asString()
                .matches("total +12,697,264 +111,153,143,808");
    }

    /** 28.04 million parameters are published of it. */
    @Test
    void printsTheLayersOfResNet() {
        CommandRun run = CommandRun.of("info", "--network", "i3d_r50_8x8", "--clip", "8x256x256")
                .succeeds();

        assertThat(run.lines())
                .anyMatch(line -> line.matches("conv1 +64 x 8x128x128 .*"))
                .anyMatch(line -> line.matches("layer4.2 +2048 x 4x8x8 .*"))
                .last()
                .asString()
                .matches("total +28,043,472 +37,106,089,984");
    }

    @Test
    void saysWhoCanRunAModelHere() {
        assertThat(CommandRun.of("info").succeeds().lines())
                .anyMatch(line -> line.startsWith("cpu, fp32: onednn: ") && line.endsWith("; libtorch: can run"))
                .anyMatch(line -> line.startsWith("cpu, int8: onednn: ") && line.contains("libtorch: has no 8-bit"));
    }

    @Test
    void printsTheNetworkOfOtherClipsChannelsAndClasses() {
        CommandRun run = CommandRun.of("info", "--classes", 5, "--channels", 2, "--clip", "16x112x112")
                .succeeds();

        // 395 rows of 1024 weights and a bias less, and a third of the stem's kernel.
        long parameters = 12_697_264L - 395 * 1025 - 64 * 343;
        assertThat(run.out()).contains(String.format(java.util.Locale.ROOT, "%,d", parameters));
        assertThat(run.lines()).anyMatch(line -> line.matches("Conv3d_1a_7x7 +64 x 8x56x56 .*"));
    }

    @Test
    void describesACheckpoint() {
        Path checkpoint = folder.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);

        assertThat(CommandRun.of("info", checkpoint).succeeds().out())
                .contains(checkpoint + ": I3D")
                .contains("format: safetensors, names of piergiaj/pytorch-i3d")
                .contains("stream: RGB (3 input channels)")
                .contains("classes: 2: left, right")
                .contains("batch-norm eps: 0.001")
                .contains("int8: not calibrated; i3d quantize")
                .contains("preprocessing: frames to 32x32, pixels to [-1, 1]")
                .contains("clip: 8 frames, 32x32")
                .contains("evaluation: 1 clip of 8 frames (average), logits averaged")
                .contains("trained: 3 epochs and 2 videos of the next, 17 steps")
                .contains("architecture: inception_i3d")
                .contains("trained by: i3d4j 0.1.0, java 17")
                .contains("written by: i3d4j 0.1.0, java 17")
                .contains("top1: 0.5")
                .containsPattern("saved: 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)\\R")
                .doesNotContain("not recorded");
    }

    @Test
    void copiesInOtherFormatsSayWhatTheOriginalSays() {
        Path checkpoint = folder.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        List<String> original = history(checkpoint);

        for (String name : List.of("copy.pt", "copy.ckpt", "tf/model.index", "copy.safetensors")) {
            Path copy = folder.resolve(name);
            CommandRun.of("convert", "--no-verify", checkpoint, copy).succeeds();
            assertThat(history(copy)).as(name).isEqualTo(original);
        }
    }

    private static List<String> history(Path checkpoint) {
        List<String> history = CommandRun.of("info", checkpoint).succeeds().lines().stream()
                .filter(line -> line.matches("(trained|saved|trained by|clip|preprocessing|evaluation): .*"))
                .toList();
        assertThat(history).hasSize(6);
        return history;
    }

    @Test
    void saysWhatAFileDoesNotRecord() {
        Path plain = folder.resolve("plain.safetensors");
        TinyModel.writeWeights(plain, 2);

        assertThat(CommandRun.of("info", plain).succeeds().lines())
                .contains(
                        "clip: not recorded",
                        "evaluation: not recorded",
                        "trained: not recorded",
                        "saved: not recorded",
                        "trained by: not recorded",
                        "written by: not recorded")
                .anyMatch(line -> line.startsWith("preprocessing: not in the file; predict assumes"));
    }

    @ParameterizedTest
    @CsvSource({"--clip, 64", "--clip, axbxc", "--clip, 0x224x224x3", "--classes, many"})
    void refusesOptionsThatMakeNoSense(String option, String value) {
        CommandRun.of("info", option, value).failsWith(2, option, value);
    }

    @Test
    void refusesAClipTooSmall() {
        CommandRun.of("info", "--clip", "4x224x224").failsWith(6, "4x224x224", "8x32x32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--classes", "--channels"})
    void refusesANetworkOfNothing(String option) {
        CommandRun.of("info", option, 0).failsWith(6, "at least 1 input channel and 1 class");
    }
}
