package org.i3d4j.features.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.files.FolderLock;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of features that are there, and of a folder that others write to. */
class FeatureFolderTest {
    private static final FeatureSettings EIGHTS = GreyVideo.EIGHTS;

    @TempDir
    private Path folder;

    private GreyVideo grey;
    private FeatureRun.Stream rgb;
    private FeatureInput input;
    private Path out;
    private Path video;

    @BeforeEach
    void writeVideo() {
        grey = new GreyVideo(folder);
        rgb = grey.rgb();
        input = grey.input();
        out = grey.out();
        video = grey.video();
    }

    @Test
    void whatIsThereIsKept() {
        FeatureRun run = grey.run(EIGHTS, FeatureFormat.NPY, false);
        assertThat(run.isDone(input, rgb)).isFalse();
        grey.write(run);

        run.requireFree(List.of(input), List.of(rgb));
        assertThat(run.isDone(input, rgb)).isTrue();
    }

    @Test
    void featuresOfOtherSettingsAreNotReplaced() {
        Path file = grey.write(FeatureFormat.NPY).file();
        FeatureRun other = grey.run(EIGHTS.withWindows(9, 4).withLayer("Mixed_5c"), FeatureFormat.NPY, false);

        assertThatThrownBy(() -> other.requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessage(file
                        + ": holds features of another setting: layer pool, asked for Mixed_5c; stack_size 8, asked"
                        + " for 9; step_size 8, asked for 4. Write to another folder, or replace with --overwrite");
        assertThat(other.isDone(input, rgb)).isFalse();
    }

    @Test
    void theyAreReplacedWhenThatIsAskedFor() {
        grey.write(FeatureFormat.NPY);
        FeatureRun other = grey.run(EIGHTS.withWindows(8, 4), FeatureFormat.NPY, true);

        other.requireFree(List.of(input), List.of(rgb));
        assertThat(grey.write(other).shape()).containsExactly(4L, 3L);
        assertThat(other.isDone(input, rgb)).isTrue();
    }

    @Test
    void filesOfNobodyKnowsWhatAreNotReplaced() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("a_rgb.npy"), "precious");

        assertThatThrownBy(() -> grey.run(EIGHTS, FeatureFormat.NPY, false).requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is there already, and no a_rgb.npy.json says what made it");
    }

    @Test
    void anotherVideoOfTheSameNameIsNotTakenForIt() {
        grey.write(FeatureFormat.NPY);
        ColorVideos.write(video, 20, 32, frame -> 0xffffff);

        assertThatThrownBy(() -> grey.run(EIGHTS, FeatureFormat.NPY, false).requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("holds features of another video, ");
    }

    /** The sidecar comes first: alone it stands for nothing. */
    @Test
    void whatWasKilledInBetweenIsMadeAnew() throws IOException {
        Path file = grey.write(FeatureFormat.NPY).file();
        Files.delete(file);

        FeatureRun run = grey.run(EIGHTS, FeatureFormat.NPY, false);
        run.requireFree(List.of(input), List.of(rgb));
        assertThat(run.isDone(input, rgb)).isFalse();
        assertThat(grey.write(run).file()).exists();
    }

    @ParameterizedTest
    @EnumSource(FeatureFormat.class)
    void whatWasCutOffLaterIsMadeAnew(FeatureFormat format) throws IOException {
        FeatureRun run = grey.run(EIGHTS, format, false);
        Path file = grey.write(run).file();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));

        run.requireFree(List.of(input), List.of(rgb));
        assertThat(run.isDone(input, rgb)).isFalse();
        grey.write(run);
        assertThat(run.isDone(input, rgb)).isTrue();
    }

    @Test
    void anInputIsNoOutput() {
        Path pair = folder.resolve("b_rgb.npy");
        NpyFile.write(pair, TensorData.of(new float[8 * 32 * 32 * 3], 8, 32, 32, 3));
        FeatureRun beside = new FeatureRun(folder, EIGHTS, FeatureFormat.NPY, true);

        assertThatThrownBy(() -> beside.requireFree(List.of(GreyVideo.input(pair)), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessage(pair + ": is an input; write to another folder");
    }

    @Test
    void aSidecarThatIsCutOffSaysNothing() throws IOException {
        grey.write(FeatureFormat.NPY);
        Path sidecar = out.resolve("a_rgb.npy.json");
        String whole = Files.readString(sidecar);
        Files.writeString(sidecar, whole.substring(0, whole.length() - 5));

        assertThatThrownBy(() -> grey.run(EIGHTS, FeatureFormat.NPY, false).requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is there already, and a_rgb.npy.json can't be read");
    }

    @Test
    void aFolderIsOneRunsAtATime() throws IOException {
        FeatureRun run = grey.run(EIGHTS, FeatureFormat.NPY, false);
        Files.createDirectories(out);
        String killed = "." + "a_rgb.npy.json.4b2c1f60-0000-4000-8000-123456789abc.tmp";
        Files.writeString(out.resolve(killed), "{");
        Files.writeString(out.resolve(".b_rgb.npy.4b2c1f60-0000-4000-8000-123456789abc.rows.tmp"), "");
        Files.writeString(out.resolve("kept.tmp"), "");

        try (FolderLock lock = run.claim(List.of(input), List.of(rgb))) {
            assertThat(grey.files()).containsExactly(FolderLock.FILE, "kept.tmp");
            assertThatThrownBy(() -> run.claim(List.of(input), List.of(rgb)))
                    .isInstanceOf(OutputException.class)
                    .hasMessageStartingWith(out + ": another extraction of features writes to it");
        }
        run.claim(List.of(input), List.of(rgb)).close();
    }

    /** A folder that is refused is not kept from others. */
    @Test
    void whatIsTakenIsLetGo() {
        grey.write(FeatureFormat.NPY);
        FeatureRun other = grey.run(EIGHTS.withWindows(9, 4), FeatureFormat.NPY, false);
        assertThatThrownBy(() -> other.claim(List.of(input), List.of(rgb))).isInstanceOf(OutputException.class);

        grey.run(EIGHTS, FeatureFormat.NPY, false)
                .claim(List.of(input), List.of(rgb))
                .close();
    }
}
