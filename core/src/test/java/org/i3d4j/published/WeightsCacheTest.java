package org.i3d4j.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsCacheTest {
    private static final byte[] CONTENT = OneFileSet.CONTENT;
    private static final byte[] SECOND = OneFileSet.bytes(300, 2);

    @TempDir
    private Path folder;

    private OneFileSet files;
    private WeightsCache cache;
    private PublishedSet one;
    private Path home;

    @BeforeEach
    void setOfOneFile() throws IOException {
        files = new OneFileSet(folder);
        cache = files.cache();
        one = files.set();
        home = files.home();
    }

    private List<String> kept() throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void fetchesOnceAndThenNeedsNoHost() throws IOException {
        PublishedSet two = new PublishedSet(
                "one", List.of(files.file("model.index", CONTENT), files.file("data/model.data", SECOND)));
        List<String> told = new ArrayList<>();
        Path found;
        try (FileHost host = new FileHost(
                exchange -> FileHost.giving(exchange.getRequestURI().getPath().endsWith("index") ? CONTENT : SECOND)
                        .to(exchange))) {
            found = cache.fetch(
                    two, OneFileSet.at(host), (name, bytes, all) -> told.add(name + " " + bytes + " " + all));

            assertThat(host.asked()).containsExactly("/one/model.index", "/one/model.data");
        }
        assertThat(found).isEqualTo(home.resolve("model.index")).hasBinaryContent(CONTENT);
        assertThat(home.resolve("model.data")).hasBinaryContent(SECOND);
        assertThat(told)
                .contains(
                        "one/model.index 200000 " + OptionalLong.of(200_000),
                        "one/model.data 300 " + OptionalLong.of(300));
        WeightsSource gone = WeightsSource.of(Map.of(WeightsSource.VARIABLE, "http://127.0.0.1:1"));
        assertThat(cache.fetch(two, gone, DownloadProgress.NONE)).isEqualTo(found);
        assertThat(cache.require(two)).isEqualTo(found);
    }

    @Test
    void goesOnWhereTheHostHungUp() throws IOException {
        try (FileHost host = new FileHost(exchange -> FileHost.give(exchange, CONTENT, 70_000))) {
            cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE);

            assertThat(host.asked())
                    .containsExactly("/one/one.pt", "/one/one.pt bytes=70000-", "/one/one.pt bytes=140000-");
        }
        assertThat(home.resolve("one.pt")).hasBinaryContent(CONTENT);
    }

    @Test
    void whatCameBeforeItBrokeOffIsKeptForTheNextTry() throws IOException {
        try (FileHost host =
                new FileHost(exchange -> FileHost.give(exchange, CONTENT, FileHost.from(exchange) > 0 ? 0 : 50_000))) {
            assertThatThrownBy(() -> cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContainingAll(host.address() + "one/one.pt: broke off: ", "50000 bytes", "one.pt.part");
        }
        assertThat(kept()).containsExactly("one.pt.part");
        assertThat(cache.find(one)).isEmpty();

        try (FileHost host = new FileHost(FileHost.giving(CONTENT))) {
            cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE);

            assertThat(host.asked()).containsExactly("/one/one.pt bytes=50000-");
        }
        assertThat(kept()).containsExactly("one.pt");
    }

    @Test
    void aHostThatKnowsNoRangesGivesAllAgain() throws IOException {
        Files.createDirectories(home);
        Files.write(home.resolve("one.pt.part"), Arrays.copyOf(CONTENT, 1000));
        try (FileHost host = new FileHost(FileHost.status(200, CONTENT))) {
            cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE);
        }
        assertThat(home.resolve("one.pt")).hasBinaryContent(CONTENT);
    }

    /** Longer than the file, another file's beginning, and all of it. */
    @ParameterizedTest
    @CsvSource({"200001, 2", "1000, 2", "200000, 1"})
    void whatAnEarlierTryLeftIsTakenOnlyIfItIsTheFiles(int bytes, long seed) throws IOException {
        Files.createDirectories(home);
        Files.write(home.resolve("one.pt.part"), OneFileSet.bytes(bytes, seed));
        try (FileHost host = new FileHost(exchange -> {
            if (FileHost.from(exchange) >= CONTENT.length) {
                FileHost.status(416, new byte[0]).to(exchange);
            } else {
                FileHost.giving(CONTENT).to(exchange);
            }
        })) {
            cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE);

            assertThat(host.asked()).hasSize(seed == 1 ? 0 : 2);
        }
        assertThat(home.resolve("one.pt")).hasBinaryContent(CONTENT);
    }

    @Test
    void aFolderThatACacheFilledIsAMirror() throws IOException {
        try (FileHost host = new FileHost(FileHost.giving(CONTENT))) {
            cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE);
        }
        assertThat(home.resolve("one.pt").toFile().setWritable(false)).isTrue();
        WeightsCache other = new WeightsCache(folder.resolve("other"));
        for (String named :
                List.of(cache.folder().toString(), cache.folder().toUri().toString())) {
            WeightsSource mirror = WeightsSource.of(Map.of(WeightsSource.VARIABLE, named));
            Path copy = other.fetch(one, mirror, DownloadProgress.NONE);
            assertThat(copy).hasBinaryContent(CONTENT).isWritable();
            Files.delete(other.folder().resolve("one/one.pt"));
        }
        Files.delete(home.resolve("one.pt"));
        WeightsSource mirror =
                WeightsSource.of(Map.of(WeightsSource.VARIABLE, cache.folder().toString()));
        assertThatThrownBy(() -> other.fetch(one, mirror, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("one: there is no " + home.resolve("one.pt"));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/x, expected http://",
        "http:///x, expected http://HOST/",
        "http://no_such.host/x, 'letters, digits, dots and hyphens'",
        "http://host:99999/x, expected http://HOST/",
        "http://host/x?token=1, 'without user, password,'",
        "http://user:secret@host/, 'without user, password,'",
        "file://host/x, names no folder here",
        "127.0.0.1:8080/x, begins with http://",
        "'http://a b', is no address",
        "/no/such/folder, /no/such/folder is no folder"
    })
    void refusesAMirrorThatIsNone(String named, String told) {
        assertThatThrownBy(() -> WeightsSource.of(Map.of(WeightsSource.VARIABLE, named)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(WeightsSource.VARIABLE + ": ", told)
                .hasMessageNotContaining("secret");
    }

    @Test
    void manyWhoWantTheSameFetchItOnce() throws IOException {
        try (FileHost host = new FileHost(FileHost.giving(CONTENT))) {
            WeightsSource source = OneFileSet.at(host);
            List<Path> found = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(caller -> cache.fetch(one, source, DownloadProgress.NONE))
                    .toList();

            assertThat(found).containsOnly(home.resolve("one.pt"));
            assertThat(host.asked()).hasSize(1);
        }
    }

    @Test
    void whatWasPutIntoTheCacheByHandCanBeChecked() throws IOException {
        Files.createDirectories(home);
        Files.write(home.resolve("one.pt"), CONTENT);
        cache.check(one);
        Files.write(home.resolve("one.pt"), SECOND);

        assertThatThrownBy(() -> cache.check(one))
                .isInstanceOf(WeightsException.class)
                .hasMessage(home.resolve("one.pt") + ": is not the published file; delete it, and it is fetched anew");
    }

    @Test
    void withoutFetchingWhatIsMissingIsAnError() {
        assertThatThrownBy(() -> cache.require(one))
                .isInstanceOf(WeightsException.class)
                .hasMessage("one: is not all in " + home + "; fetch it first");
    }
}
