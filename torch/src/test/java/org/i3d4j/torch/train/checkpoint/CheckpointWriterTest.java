package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointWriterTest {
    private static final Path FILE = Path.of("a");

    private final CheckpointWriter writer = new CheckpointWriter();

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void tellsOfEachFileOnce() {
        assertThat(writer.poll()).isEmpty();
        assertThat(writer.finish()).isEmpty();

        writer.start(FILE, () -> {});
        writer.await();

        assertThat(writer.poll()).contains(FILE);
        assertThat(writer.poll()).isEmpty();
        assertThat(writer.finish()).isEmpty();
    }

    @Test
    void takesOneFileAtATime() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        writer.start(FILE, () -> await(mayEnd));

        assertThat(writer.poll()).isEmpty();
        assertThatThrownBy(() -> writer.start(Path.of("b"), () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("b before a");

        mayEnd.countDown();
        assertThat(writer.finish()).contains(FILE);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void throwsWhatTheWorkThrewOnce() {
        Error failure = new OutOfMemoryError("no space for a buffer");
        writer.start(FILE, () -> {
            throw failure;
        });

        assertThatThrownBy(writer::finish).isSameAs(failure);
        assertThat(writer.finish()).isEmpty();
    }

    @Test
    void anInterruptWaitsForTheFile() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        writer.start(FILE, () -> {
            caller.interrupt();
            mayEnd.countDown();
            await(mayEnd);
        });

        assertThat(writer.finish()).contains(FILE);
        assertThat(Thread.interrupted()).isTrue();
    }
}
