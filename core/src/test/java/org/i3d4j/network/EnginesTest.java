package org.i3d4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.weights.StateDict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnginesTest {

    private record Fake(Engine engine, @Nullable String problem) implements NetworkProvider {
        @Override
        public Optional<String> obstacle(Compute compute) {
            return Optional.ofNullable(problem);
        }

        @Override
        public List<Network> create(
                ModelSettings settings, StateDict weights, ActivationRanges ranges, Compute compute) {
            throw new UnsupportedOperationException();
        }
    }

    private static Engine chosen(Engine asked, NetworkProvider... providers) {
        return new Engines(List.of(providers))
                .choose(new Compute("cpu", Precision.BF16, asked))
                .engine();
    }

    private static final Fake LIBTORCH = new Fake(Engine.LIBTORCH, null);
    private static final Fake ONEDNN = new Fake(Engine.ONEDNN, null);
    private static final Fake BROKEN = new Fake(Engine.ONEDNN, "needs another CPU");

    @Test
    void theFastestThatCanIsTaken() {
        assertThat(chosen(Engine.AUTO, LIBTORCH, ONEDNN)).isEqualTo(Engine.ONEDNN);
        assertThat(chosen(Engine.AUTO, LIBTORCH, BROKEN)).isEqualTo(Engine.LIBTORCH);
        assertThat(chosen(Engine.AUTO, LIBTORCH)).isEqualTo(Engine.LIBTORCH);
    }

    /** Of a thread in an application server, a plugin or a test runner. */
    @Test
    void theClassLoaderOfTheThreadDoesNotMatter() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader foreign = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(foreign);
            assertThat(Engines.onClassPath().describe(Compute.DEFAULT)).anyMatch(engine -> engine.startsWith("onednn"));
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    @Test
    void theOneThatIsAskedForIsTaken() {
        assertThat(chosen(Engine.LIBTORCH, LIBTORCH, ONEDNN)).isEqualTo(Engine.LIBTORCH);
    }

    @Test
    void whatKeepsEveryEngineFromRunningIsSaid() {
        assertThatThrownBy(() -> chosen(Engine.ONEDNN, LIBTORCH, BROKEN))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("bf16 on cpu")
                .hasMessageContaining("onednn needs another CPU");
        assertThatThrownBy(() -> chosen(Engine.LIBTORCH, ONEDNN))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("libtorch is not on the class path");
        assertThatThrownBy(() -> chosen(Engine.AUTO))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("none");
    }

    @Test
    void whatEachCanIsDescribed() {
        assertThat(new Engines(List.of(LIBTORCH, BROKEN)).describe(Compute.DEFAULT))
                .containsExactly("onednn: needs another CPU", "libtorch: can run");
    }
}
