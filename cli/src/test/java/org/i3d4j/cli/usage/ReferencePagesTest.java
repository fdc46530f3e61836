package org.i3d4j.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.i3d4j.cli.PackagedReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePagesTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        PackagedReference.main(new String[] {folder.toString()});
    }

    private static String page(String name) throws IOException {
        return Files.readString(folder.resolve("man/man1").resolve(name + ".1"));
    }

    @Test
    void everyCommandHasAPage() throws IOException {
        try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .contains("i3d.1", "i3d-train.1", "i3d-dataset.1", "i3d-dataset-check.1", "i3d-bench-read.1");
        }
    }

    @Test
    void aPageSaysWhatHelpSays() throws IOException {
        assertThat(page("i3d-predict").lines())
                .startsWith(".TH \"I3D\\-PREDICT\" \"1\" \"\" \"i3d4j\" \"i3d4j\"")
                .containsSequence(".TP", ".B \"\\-\\-top=K\"", "Classes to show (default: 5).")
                .containsSequence(".SH \"EXIT STATUS\"", ".TP", ".B \"0\"", "success");
        assertThat(page("i3d").lines()).containsSequence(".TP", ".B \"train\"", "Train a network on a data set.");
    }

    /** groff says what it can't make sense of. */
    @Test
    void troffReadsEveryPageWithoutAWord() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "no groff here");
        try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
            for (Path page : pages.toList()) {
                Path said = folder.resolve("groff.txt");
                Process groff = new ProcessBuilder("groff", "-man", "-ww", "-Tutf8", "-z", page.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                assertThat(groff.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(said).as("%s", page).hasContent("");
            }
        }
    }

    /** As a shell does when Tab is pressed: sets the words, calls the function, looks at what it offers. */
    private static List<String> completed(String line) throws Exception {
        Path offered = folder.resolve("offered.txt");
        String script = "compopt() { :; }; source '" + folder.resolve("completion/i3d.bash") + "'; COMP_WORDS=(" + line
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='" + line
                + "'; COMP_POINT=${#COMP_LINE}; _complete_i3d; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(offered.toFile())
                .start();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(offered);
    }

    @Test
    void bashCompletesCommandsOptionsAndWords() throws Exception {
        assertThat(completed("i3d tr")).containsExactly("train");
        assertThat(completed("i3d eval --chec")).containsExactly("--checkpoint");
        assertThat(completed("i3d eval --precision b")).containsExactly("bf16");
    }
}
