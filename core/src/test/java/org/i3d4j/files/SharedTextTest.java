package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedTextTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void isThereOnceItWasReplaced() {
        SharedText text = new SharedText(folder.resolve("new/text"));
        assertThat(text.read()).isEmpty();

        text.replace(LONG, () -> "α\n");

        assertThat(text.read()).contains("α\n");
    }

    @Test
    void whatIsNoFileOrTooLargeIsNamed() throws IOException {
        Path large = Files.writeString(folder.resolve("large"), "a".repeat((1 << 20) + 1));

        assertThatThrownBy(() -> new SharedText(large).read())
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith(large + ": has more than");
        assertThatThrownBy(() -> new SharedText(folder).read())
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith(folder + ": can't be read");
    }

    @Test
    void nothingIsAskedWhereItCantBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new SharedText(file.resolve("text")).replace(LONG, () -> {
                    throw new AssertionError("asked");
                }))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void nothingIsLostWhereManyReplace() throws Exception {
        SharedText text = new SharedText(folder.resolve("text"));
        List<Callable<Boolean>> adding = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            adding.add(() -> {
                text.replace(LONG, () -> text.read().orElse("") + "a");
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> added : threads.invokeAll(adding)) {
                assertThat(added.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(text.read()).contains("a".repeat(20));
    }
}
