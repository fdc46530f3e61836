package org.i3d4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;

class MadeFilesTest {
    private static final Path SET = Path.of("set");

    private static Map<Path, Path> made(String... places) {
        return new MadeFiles<Path>(Path.of("out"), ".npy", SET::resolve, place -> place)
                .of(Stream.of(places).map(Path::of).toList());
    }

    @Test
    void theExtensionIsReplacedWhereNamesStayApart() {
        assertThat(made("x/a.mp4", "y/a.mp4", "x/b.mp4", "x/b.webm", "frames", "y/a.mp4"))
                .containsExactly(
                        Map.entry(Path.of("x/a.mp4"), Path.of("out/x/a.npy")),
                        Map.entry(Path.of("y/a.mp4"), Path.of("out/y/a.npy")),
                        Map.entry(Path.of("x/b.mp4"), Path.of("out/x/b.mp4.npy")),
                        Map.entry(Path.of("x/b.webm"), Path.of("out/x/b.webm.npy")),
                        Map.entry(Path.of("frames"), Path.of("out/frames.npy")));
    }

    /** One would silently stand for the other. */
    @Test
    void noFileIsMadeOfTwoVideos() {
        assertThatThrownBy(() -> made("a.mp4", "a.webm", "a.mp4.mkv"))
                .isInstanceOf(OutputException.class)
                .hasMessage(Path.of("out/a.mp4.npy") + ": would be made of both " + SET.resolve("a.mp4") + " and "
                        + SET.resolve("a.mp4.mkv") + "; use a folder for each");
    }
}
