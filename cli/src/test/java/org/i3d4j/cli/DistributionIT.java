package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
        try (ZipFile opened = new ZipFile(zip(false).toFile())) {
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

    private static Path zip(boolean ofPrediction) throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .filter(file -> file.toString().contains("-predict-") == ofPrediction)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Where its only folder is then. Java leaves out which files may be run. */
    private Path unpack(Path zip) throws IOException {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(opened.entries())) {
                Path file = folder.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    try (InputStream in = opened.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private Process run(Path program, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("sh", program.toString()), Stream.of(arguments))
                                .toList())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        unpackWhereLibrariesAre(builder);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process;
    }

    /** Else the launcher has them unpacked once more, in the cache of the tests. */
    private static void unpackWhereLibrariesAre(ProcessBuilder builder) {
        builder.environment().remove("I3D_CACHE");
    }

    @Test
    void theSmallerZipPredictsAndSaysWhyItCantTrain() throws IOException, InterruptedException {
        Path program = unpack(zip(true)).resolve("bin/i3d");
        Path video = TinyModel.video("five_frames.mp4", folder.resolve("video.mp4"));
        Path model = folder.resolve("tiny.safetensors");
        TinyModel.write(model);
        TinyModel.writeConfig(folder.resolve("tiny.yaml"));

        assertThat(run(program, "predict", "--checkpoint", model.toString(), video.toString())
                        .exitValue())
                .isZero();
        assertThat(folder.resolve("out")).content().contains("left");
        for (String command : List.of(
                "predict --engine libtorch --checkpoint " + model + " " + video,
                "train --config " + folder.resolve("tiny.yaml") + " --dataset none",
                "launch --nproc 2 train --config " + folder.resolve("tiny.yaml"))) {
            assertThat(run(program, command.split(" ", -1)).exitValue())
                    .as(command)
                    .isEqualTo(7);
            assertThat(folder.resolve("err")).content().contains("libtorch is not on the class path");
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
        unpackWhereLibrariesAre(builder);
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
