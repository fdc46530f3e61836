package org.i3d4j.curate.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;

class PreparedNamesTest {
    private static Map<Path, Path> names(String... videos) {
        return new PreparedNames(Path.of("out"), video -> video)
                .of(Stream.of(videos).map(Path::of).toList());
    }

    private static Map.Entry<Path, Path> copy(String video, String copy) {
        return Map.entry(Path.of(video), Path.of("out", copy));
    }

    @Test
    void whatIsCalledAnMp4KeepsItsName() {
        assertThat(names("x/a.mp4", "x/a.mov", "y/A.MP4", "b.m4v", "x/a.mp4"))
                .containsOnly(
                        copy("x/a.mp4", "x/a.mp4"),
                        copy("x/a.mov", "x/a.mov"),
                        copy("y/A.MP4", "y/A.MP4"),
                        copy("b.m4v", "b.m4v"));
    }

    @Test
    void anotherGetsItsExtensionOrIsCalledSoBehindItsName() {
        assertThat(names("a.webm", "frames", "b.avi", "b.mp4", "c.avi", "c.mkv", "d.npy"))
                .containsOnly(
                        copy("a.webm", "a.mp4"),
                        copy("frames", "frames.mp4"),
                        copy("b.avi", "b.avi.mp4"),
                        copy("b.mp4", "b.mp4"),
                        copy("c.avi", "c.avi.mp4"),
                        copy("c.mkv", "c.mkv.mp4"),
                        copy("d.npy", "d.mp4"));
    }

    @Test
    void noCopyIsMadeOfTwoVideos() {
        assertThatThrownBy(() -> names("b.avi.mp4", "b.mp4", "b.avi"))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("would be made of both b.avi.mp4 and b.avi");
    }
}
