package org.i3d4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorFolderTest {
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.part");

    @TempDir
    private Path folder;

    private Path set;
    private Path copy;
    private MirrorFolder mirror;

    @BeforeEach
    void writeSet() throws IOException {
        set = folder.resolve("set");
        Files.createDirectories(set.resolve("lists"));
        copy = folder.resolve("copy");
        mirror = new MirrorFolder(set, copy, Set.of("done.csv"));
        Files.writeString(set.resolve("done.csv"), "of an earlier copy");
        Files.writeString(set.resolve("lists/train.TXT"), "a.mp4 0");
        Files.writeString(set.resolve("a.mp4"), "video");
        Files.writeString(set.resolve("notes.pdf"), "notes");
    }

    @Test
    void copiesListsAndRemovesWhatWasNotFinished() throws IOException {
        Files.createDirectories(copy.resolve("lists"));
        Files.writeString(copy.resolve("lists/.a.mp4.1.part"), "half");

        mirror.prepare(TEMPORARY);

        assertThat(copy.resolve("lists/train.TXT")).hasContent("a.mp4 0");
        assertThat(copy.resolve("lists/.a.mp4.1.part")).doesNotExist();
        assertThat(copy).isDirectoryNotContaining("glob:**/{done.csv,a.mp4,notes.pdf}");
    }

    /** Whoever took rows out of the copy would have them back without a word. */
    @Test
    void aListThatWasChangedInTheCopyIsNotWrittenOver() throws IOException {
        Files.createDirectory(copy);
        mirror.prepare(TEMPORARY);
        mirror.prepare(TEMPORARY);
        Path list = Files.writeString(copy.resolve("lists/train.TXT"), "mine");

        assertThatThrownBy(() -> mirror.prepare(TEMPORARY))
                .isInstanceOf(OutputException.class)
                .hasMessage(list + ": is no longer the copy of " + set.resolve("lists/train.TXT")
                        + "; remove it to have that copied anew");
        assertThat(list).hasContent("mine");
    }

    @Test
    void linksDoNotHideThatTheTwoOverlap() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), set);

        for (Path inside : new Path[] {set.resolve("x/y"), link.resolve("x"), folder}) {
            assertThatThrownBy(() -> new MirrorFolder(set, inside, Set.of()).claim("copy", made -> {}))
                    .isInstanceOf(OutputException.class)
                    .hasMessage(inside + ": overlaps the data set in " + set + "; use a folder beside it");
        }
        for (Path same : new Path[] {set, link, link.resolve("lists/..")}) {
            assertThatThrownBy(() -> new MirrorFolder(set, same, Set.of()).claim("copy", made -> {}))
                    .isInstanceOf(OutputException.class)
                    .hasMessage(same + ": is the folder of the data set itself; use one beside it");
        }
        assertThat(set.resolve("x")).doesNotExist();
    }

    @Test
    void aVideoHasItsPlaceInTheDataSetOrNone() {
        assertThat(mirror.place(set.resolve("b/../a.mp4"))).isEqualTo(Path.of("a.mp4"));
        assertThatThrownBy(() -> mirror.place(folder.resolve("elsewhere.mp4")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("elsewhere.mp4: lies outside " + set);
    }

    @Test
    void knowsWhatItLeavesBehind() throws IOException {
        Files.createDirectories(set.resolve("frames"));
        Files.writeString(set.resolve("frames/1.jpg"), "frame");

        assertThat(mirror.others(Set.of(set.resolve("a.mp4"), set.resolve("frames"))))
                .containsExactly(set.resolve("notes.pdf"));
        assertThat(mirror.others(Set.of()))
                .containsExactly(set.resolve("a.mp4"), set.resolve("frames/1.jpg"), set.resolve("notes.pdf"));
    }
}
