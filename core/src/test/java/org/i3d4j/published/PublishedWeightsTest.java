package org.i3d4j.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Modality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedWeightsTest {
    @Test
    void eachHasItsOwnNameAndFiles() {
        assertThat(PublishedWeights.all()).hasSize(12);
        assertThat(PublishedWeights.all()).extracting(PublishedWeights::title).doesNotHaveDuplicates();
        assertThat(PublishedWeights.all())
                .flatExtracting(weights -> weights.files().files())
                .extracting(PublishedFile::blob)
                .hasSize(17)
                .doesNotHaveDuplicates()
                .allMatch(blob -> blob.matches("[0-9a-f]{40}"));
    }

    @Test
    void isFoundByItsName() {
        PublishedWeights found = PublishedWeights.named("flow_imagenet").orElseThrow();

        assertThat(found.stream()).isEqualTo(Modality.FLOW);
        assertThat(found.classes()).isEqualTo(400);
        assertThat(found.model().orElseThrow().top1Percent()).isEqualTo(63.4);
        assertThat(found.files().files().get(0).address())
                .isEqualTo(
                        "https://github.com/google-deepmind/kinetics-i3d/raw/0667e889a5904b4dc122e0ded4c332f49f8df42c"
                                + "/data/checkpoints/flow_imagenet/model.ckpt.index");
        assertThat(PublishedWeights.named("Flow_imagenet")).isEmpty();
        assertThat(PublishedWeights.nearest("rgb_imagnet")).contains("rgb_imagenet");
        assertThat(PublishedWeights.nearest("best.safetensors")).isEmpty();
    }

    /** As {@code git hash-object} prints them. */
    @Test
    void blobsAreThoseOfGit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("file");

        assertThat(GitBlob.of(Files.writeString(file, "hello\n", StandardCharsets.UTF_8)))
                .isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
        assertThat(GitBlob.of(Files.write(file, new byte[0]))).isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    }

    @Test
    void proxiesAreThoseOfTheEnvironment() {
        ProxySelector proxies = Proxies.of(
                Map.of("https_proxy", "http://proxy.example:3128/", "NO_PROXY", "localhost, .inside.example,10.0.0.7"));
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128));

        assertThat(proxies.select(URI.create("https://github.com/x"))).containsExactly(proxy);
        assertThat(proxies.select(URI.create("http://github.com/x"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("https://mirror.inside.example/x")))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("https://10.0.0.7/x"))).containsExactly(Proxy.NO_PROXY);
        assertThat(Proxies.of(Map.of("HTTPS_PROXY", "", "https_proxy", "http://proxy.example:3128"))
                        .select(URI.create("https://github.com/x")))
                .containsExactly(proxy);
        assertThat(Proxies.of(Map.of("HTTPS_PROXY", ""))).isSameAs(ProxySelector.getDefault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://host:1080", "http://user:secret@host:3128", "host", "http://host:99999"})
    void refusesProxiesOfOtherKindsWithoutTellingTheirPasswords(String named) {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", named)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("HTTPS_PROXY: expected http://HOST:PORT")
                .hasMessageNotContaining("secret");
    }
}
