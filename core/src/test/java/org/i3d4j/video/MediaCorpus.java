package org.i3d4j.video;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Video files with known contents. Those in {@code made/} come with the source; more, real ones, are used where a folder
 * {@code shared/media} lies beside the checkout. The manifest's {@code _about} says what its fields mean and where its
 * figures come from.
 */
public final class MediaCorpus {
    private static final Path OWN = Path.of("src", "test", "resources", "media");
    private static final Path SHARED = Path.of("..", "..", "shared", "media");

    /** A file, its manifest entry, and the MD5 of each of its frames if there is a list of them. */
    public record Media(String name, Path file, JsonNode facts, List<String> md5s) {
        String outcome() {
            return facts.path("expect").path("outcome").asString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private MediaCorpus() {}

    public static Path made(String name) {
        return OWN.resolve("made").resolve(name);
    }

    /** All files that are here, each once. */
    public static Stream<Media> all() {
        List<Media> media = new ArrayList<>(load(OWN));
        if (Files.exists(SHARED.resolve("manifest.json"))) {
            load(SHARED).stream()
                    .filter(entry -> !entry.name().startsWith("made/"))
                    .forEach(media::add);
        }
        return media.stream();
    }

    public static Stream<Media> withOutcome(String... outcomes) {
        return all().filter(media -> List.of(outcomes).contains(media.outcome()));
    }

    public static Media named(String name) {
        return all().filter(media -> media.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Media> load(Path root) {
        List<Media> media = new ArrayList<>();
        JsonNode files = new ObjectMapper()
                .readTree(root.resolve("manifest.json").toFile())
                .path("files");
        files.propertyStream()
                .forEach(entry -> media.add(new Media(
                        entry.getKey(), root.resolve(entry.getKey()), entry.getValue(), md5s(root, entry.getKey()))));
        return media;
    }

    private static List<String> md5s(Path root, String name) {
        Path list = root.resolve("framemd5").resolve(name.replace("/", "__") + ".tsv");
        if (!Files.exists(list)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(list)) {
            return lines.skip(1).map(line -> line.split("\t", -1)[3]).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
