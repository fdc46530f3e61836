package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build leaves to hand on. */
class DistributionIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theZipHoldsWhatItsReadersNeed() throws IOException {
        Path zip;
        try (Stream<Path> files = Files.list(TARGET)) {
            zip = files.filter(file -> file.toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
        }
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            assertThat(opened.stream().map(entry -> entry.getName().replaceFirst("^[^/]*/", "")))
                    .contains(
                            "bin/i3d",
                            "README.md",
                            "CHANGELOG.md",
                            "LICENSE",
                            "docs/training.md",
                            "configs/demo.yaml",
                            "completion/i3d.bash",
                            "man/man1/i3d.1",
                            "man/man1/i3d-dataset-check.1");
        }
    }

    /** Java warns of native access from version 24 on, unless it is allowed. */
    @Test
    void aNewJavaHasNothingToWarnOf() throws IOException, InterruptedException {
        Optional<Path> java = newJava();
        Assumptions.assumeTrue(java.isPresent(), "no JDK of 24 or later in /usr/lib/jvm");
        Path video = TinyModel.video("five_frames.mp4", folder.resolve("video.mp4"));
        Path model = folder.resolve("tiny.safetensors");
        TinyModel.write(model);
        ProcessBuilder builder = new ProcessBuilder(
                        TARGET.resolve("i3d4j/bin/i3d").toString(),
                        "predict",
                        "-q",
                        "--checkpoint",
                        model.toString(),
                        video.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", java.get().toString());
        Process process = builder.start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("err")).hasContent("");
        assertThat(folder.resolve("out")).content().contains("left");
    }

    private static Optional<Path> newJava() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*\\b(2[4-9]|[3-9]\\d)\\b.*"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        }
    }
}
