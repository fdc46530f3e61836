package org.i3d4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.FloorsPicture.Floor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code docs/architecture.md} and its picture say of the code, held against it. */
class ArchitecturePageTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();
    private static final String SOURCES = "src/main/java/org/i3d4j";
    private static final List<String> MODULES = List.of("core", "torch", "cli", "bench", "flow");

    /** A file between backticks, as the page names them: by its path below the root package, or by that in the tree. */
    private static final Pattern FILE = Pattern.compile("`([\\w./-]+\\.(?:java|yaml|md|svg|proto))`");

    /** Of one document to another, or to a heading; not to the web. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    @Test
    void everyFileThatThePageNamesIsThere() throws IOException {
        String page = Files.readString(TREE.resolve("docs/architecture.md"));
        Set<String> named = new TreeSet<>();
        FILE.matcher(page).results().map(match -> match.group(1)).forEach(named::add);

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named).allSatisfy(name -> assertThat(places(name)).as(name).anyMatch(Files::isRegularFile));
    }

    private static List<Path> places(String name) {
        return Stream.concat(
                        MODULES.stream()
                                .map(module ->
                                        TREE.resolve(module).resolve(SOURCES).resolve(name)),
                        Stream.of(TREE.resolve(name)))
                .toList();
    }

    @Test
    void everyLinkOfTheDocumentsLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(document)).results().toList()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                if (!leadsTo(target, link.group(2))) {
                    dead.add(TREE.relativize(document) + ": " + link.group());
                }
            }
        }

        assertThat(documents()).hasSizeGreaterThan(10);
        assertThat(dead).isEmpty();
    }

    private static boolean leadsTo(Path target, @Nullable String anchor) throws IOException {
        return Files.exists(target)
                && (anchor == null
                        || HEADING.matcher(Files.readString(target))
                                .results()
                                .anyMatch(heading -> anchor(heading.group(1)).equals(anchor)));
    }

    /** As GitHub makes them: words in lower case with hyphens between, without other characters. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(TREE.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md").map(TREE::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    /** Drawn anew from the layers that {@link ArchitectureTest} holds the code to; the modules above are read from the tree. */
    @Test
    void thePictureShowsThePackagesAsTheyAre() throws IOException {
        String drawn = new FloorsPicture(floors()).svg();
        Path fresh = Files.writeString(Path.of("target/architecture.svg"), drawn);

        assertThat(Files.readString(TREE.resolve("docs/architecture.svg")))
                .as("packages or their layers have changed: look at %s, then copy it over docs/architecture.svg", fresh)
                .isEqualTo(drawn);
    }

    private static List<Floor> floors() throws IOException {
        List<List<String>> core = new ArrayList<>(ArchitectureTest.LAYERS);
        core.add(List.of("I3d"));
        Collections.reverse(core);
        assertThat(packages("torch/" + SOURCES + "/torch")).containsExactlyInAnyOrder("distributed", "train");
        assertThat(packages("cli/" + SOURCES)).containsExactly("cli");
        assertThat(packages("bench/" + SOURCES)).containsExactly("bench");
        assertThat(packages("flow/" + SOURCES)).containsExactly("flow");
        return List.of(
                new Floor("cli", "what people type", "#ddf4ff", List.of(List.of("cli"))),
                new Floor("bench", "what i3d bench times", "#f6f8fa", List.of(List.of("bench"))),
                new Floor(
                        "torch",
                        "what learns, and GPUs",
                        "#fff1e5",
                        List.of(List.of("torch.train"), List.of("torch.distributed"), List.of("torch"))),
                new Floor("flow", "optical flow by OpenCV, for who computes it", "#fff8c5", List.of(List.of("flow"))),
                new Floor("core", "everything that needs no libtorch", "#dafbe1", core));
    }

    private static Set<String> packages(String folder) throws IOException {
        try (Stream<Path> files = Files.list(TREE.resolve(folder))) {
            return files.filter(Files::isDirectory)
                    .map(file -> String.valueOf(file.getFileName()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
