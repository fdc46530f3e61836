package org.i3d4j.torch.distributed.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
    @Test
    void seesThatALauncherIsGone() throws Exception {
        Process launcher = new ProcessBuilder("sleep", "1000").start();
        ParentWatch watch = new ParentWatch(launcher.pid());
        assertThat(watch.launcherIsGone()).isFalse();

        launcher.destroyForcibly().waitFor();

        assertThat(watch.launcherIsGone()).isTrue();
    }

    @Test
    void aParentThatLivesIsThere() {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();

        assertThat(new ParentWatch(parent).launcherIsGone()).isFalse();
    }

    @Test
    void doesNothingWithoutALauncher() {
        PrintStream err = new PrintStream(OutputStream.nullOutputStream());

        assertThat(ParentWatch.start(Map.of(), err)).isFalse();
        assertThat(ParentWatch.start(Map.of("I3D_LAUNCHER_PID", "none"), err)).isFalse();
    }
}
