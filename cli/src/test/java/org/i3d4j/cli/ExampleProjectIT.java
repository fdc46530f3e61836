package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside the tree, which gets this build's artifacts from a repository of its own and everything else, offline, from
 * the one that the build itself filled: {@code examples/java}, built and run.
 */
@LongTest
class ExampleProjectIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String VERSION = System.getProperty("i3d4j.version", "");
    private static final Path MAVEN = Path.of(System.getProperty("maven.home", ""));
    private static final Path FILLED = Path.of(System.getProperty("maven.repo.filled", ""));
    private static final String BUILD_CLASSPATH =
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";
    private static final int MINUTES = 15;

    @TempDir
    private Path folder;

    private Path repository;
    private Path project;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(
                !VERSION.isEmpty() && Files.isDirectory(FILLED),
                "not run by the build, which says where its artifacts are");
        repository = folder.resolve("repository");
        project = folder.resolve("project");
        install("i3d4j", ROOT.resolve("pom.xml"));
        for (String module : List.of("core", "torch")) {
            String artifact = "i3d4j-" + module;
            Path target = install(artifact, ROOT.resolve(module).resolve("pom.xml"));
            String jar = artifact + "-" + VERSION + ".jar";
            Files.copy(ROOT.resolve(module).resolve("target").resolve(jar), target.resolve(jar));
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = project.resolve(ROOT.resolve("examples/java").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** As maven-install-plugin lays it out. */
    private Path install(String artifact, Path pom) throws IOException {
        Path target = Files.createDirectories(
                repository.resolve("org/i3d4j").resolve(artifact).resolve(VERSION));
        Files.copy(pom, target.resolve(artifact + "-" + VERSION + ".pom"));
        return target;
    }

    @Test
    void buildsAndRunsWithMaven() throws IOException, InterruptedException {
        String said = maven("-Dexec.args=" + folder.resolve("tour"), "compile", "exec:java");

        assertThat(said).contains("step 2: loss ", "all examples ran in ", "BUILD SUCCESS");
        assertThat(folder.resolve("tour/labelled.mp4")).isNotEmptyFile();
    }

    /** A module sees what the others export, and nothing else. */
    @Test
    void buildsAndRunsAsAModule() throws IOException, InterruptedException {
        Files.writeString(
                project.resolve("src/main/java/module-info.java"),
                "module example {\n    requires org.i3d4j.torch;\n}\n",
                StandardCharsets.UTF_8);
        Path libraries = folder.resolve("libraries");
        maven("-Dmdep.outputFile=" + libraries, "compile", BUILD_CLASSPATH);

        String said = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                CommandProcess.QUICK_TO_START,
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "--module-path",
                project.resolve("target/classes") + File.pathSeparator + Files.readString(libraries),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module",
                "example/example.Tour",
                folder.resolve("tour").toString());

        assertThat(said).contains("step 2: loss ", "all examples ran in ");
    }

    private String maven(String... rest) throws IOException, InterruptedException {
        Path maven = MAVEN.resolve("bin/mvn");
        assumeTrue(Files.isExecutable(maven), "there is no Maven at " + maven);
        List<String> command = new ArrayList<>(List.of(
                maven.toString(), "-o", "-B", "-Dmaven.repo.local=" + repository, "-Dmaven.repo.local.tail=" + FILLED));
        command.addAll(List.of(rest));
        return run(command.toArray(String[]::new));
    }

    /** Gradle evaluates no profile of a POM, so it gets the Java part of our artifacts and what the project names itself. */
    @Test
    void buildsAndRunsWithGradle() throws IOException, InterruptedException {
        CommandProcess.assumeSucceeds("there is no gradle on the path", "command -v gradle");
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the project names natives of linux-x86_64");
        Path places = folder.resolve("places.gradle");
        Files.writeString(
                places,
                // An old Gradle knows no Java 17 to compile for; newer ones compile for the Java that they run on.
                "allprojects { tasks.withType(JavaCompile) { options.compilerArgs += ['-source', '17', '-target', '17'] }\n"
                        + "repositories { maven { url '" + repository.toUri() + "' }; maven { url '"
                        + FILLED.toUri() + "' } } }\n");

        String said = run(
                "gradle",
                "--offline",
                "--no-daemon",
                "--gradle-user-home",
                folder.resolve("gradle").toString(),
                "--init-script",
                places.toString(),
                "tour");

        assertThat(said).contains("step 2: loss ", "all examples ran in ", "BUILD SUCCESSFUL");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "MAVEN_OPTS",
                        CommandProcess.QUICK_TO_START
                                + " -Xmx1g -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assumeFalse(
                said.contains("in offline mode"), "the local repository lacks what the project's build takes: " + said);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
