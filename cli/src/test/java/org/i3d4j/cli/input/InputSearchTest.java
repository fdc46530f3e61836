package org.i3d4j.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.VideoException;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputSearchTest {
    @TempDir
    private Path folder;

    private final InputSearch search = new InputSearch();
    private Path rgb;

    @BeforeEach
    void writeArray() {
        rgb = folder.resolve("in/a_rgb.npy");
        NpyFile.write(rgb, TensorData.of(new float[3], 1, 1, 1, 3));
    }

    /** What is put there behind the first search is not seen by a second one, for there is none. */
    @Test
    void aFolderIsSearchedOnce() throws IOException {
        Path input = folder.resolve("in");
        assertThat(search.of(input).files()).containsExactly(rgb);

        Files.createFile(input.resolve("b.mp4"));

        assertThat(search.of(input).files()).containsExactly(rgb);
    }

    @Test
    void pairsAreMadeOfWhatWasFound() throws IOException {
        Path input = folder.resolve("in");
        Path flow = input.resolve("a_flow.npy");
        NpyFile.write(flow, TensorData.of(new float[2], 1, 1, 1, 2));
        search.of(input);
        Files.move(input.resolve("a_rgb.npy"), folder.resolve("elsewhere.npy"));

        assertThat(StreamPairs.of(List.of(input), search).isFlowOfAnother(flow)).isTrue();
        assertThat(StreamPairs.of(List.of(input), new InputSearch()).isFlowOfAnother(flow))
                .isFalse();
    }

    @Test
    void whatFailedFailsAgain() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> search.of(empty))
                    .isInstanceOf(VideoException.class)
                    .hasMessageStartingWith(empty + ": the folder has no video");
        }
    }
}
