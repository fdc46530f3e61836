package org.i3d4j.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the pages is that of the example project, which compiles; {@link ExampleProjectIT} builds and runs it. */
class JavaPagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLES = ROOT.resolve("examples/java");

    @TempDir
    private Path classes;

    /** Blocks of code of {@code language}, by the page that they are on. */
    private static Map<String, List<String>> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
        Map<String, List<String>> blocks = new TreeMap<>();
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            Stream<Path> pages =
                    Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")), docs);
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher found = block.matcher(Files.readString(page));
                blocks.put(
                        page.toString(),
                        found.results().map((MatchResult one) -> one.group(1)).toList());
            }
        }
        return blocks;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** Whether the lines of {@code block} follow each other in {@code text}, all indented by the same. */
    private static boolean holds(String text, String block) {
        String lines = block.lines()
                .map(line -> line.isEmpty() ? "" : "\\1" + Pattern.quote(line))
                .collect(joining("\n"));
        return Pattern.compile("^( *)" + lines.substring("\\1".length()) + "$", Pattern.MULTILINE)
                .matcher(text)
                .find();
    }

    private static void assertHeld(String language, List<Path> files) throws IOException {
        Map<String, List<String>> blocks = blocks(language);
        assertThat(blocks.values()).anyMatch(ofPage -> !ofPage.isEmpty());
        List<String> texts = files.stream().map(JavaPagesTest::read).toList();
        blocks.forEach((page, ofPage) -> assertThat(ofPage)
                .as(page)
                .allSatisfy(block -> assertThat(texts).as(block).anyMatch(text -> holds(text, block))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyBlockOfJavaIsPartOfAnExample() throws IOException {
        assertHeld("java", sources());
    }

    @Test
    void theLinesForMavenAndGradleAreThoseOfTheProject() throws IOException {
        assertHeld("xml", List.of(EXAMPLES.resolve("pom.xml")));
        assertHeld("groovy", List.of(EXAMPLES.resolve("build.gradle")));
    }

    @Test
    void theGradleProjectNamesTheVersionsOfTheBuild() {
        String pom = read(ROOT.resolve("pom.xml"));
        Matcher native_ =
                Pattern.compile("org\\.bytedeco:(\\w+):([^:]+):").matcher(read(EXAMPLES.resolve("build.gradle")));
        Map<String, String> versions = new TreeMap<>();
        native_.results().forEach(one -> versions.put(one.group(1), one.group(2)));

        assertThat(versions)
                .hasSize(6)
                .allSatisfy((artifact, version) -> assertThat(pom)
                        .contains("<" + artifact + ".version>"
                                + version.replace(
                                        "1.5.13", artifact.equals("javacpp") ? "1.5.13" : "${javacpp.version}")
                                + "<"));
    }

    @Test
    void theExamplesCompile() throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            compiler.getTask(
                            null,
                            files,
                            said,
                            List.of(
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path", System.getProperty("java.class.path"))),
                            null,
                            files.getJavaFileObjectsFromPaths(sources()))
                    .call();
        }
        assertThat(said.getDiagnostics()).noneMatch(one -> one.getKind() == Diagnostic.Kind.ERROR);
        assertThat(classes.resolve("example/Tour.class")).exists();
    }
}
