package org.i3d4j.network.onednn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.error.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnThreadTest {
    private final OwnThread thread = new OwnThread("own");

    @AfterEach
    void end() {
        thread.close();
    }

    @Test
    void isOneThreadForAllWork() {
        Thread first = thread.call(Thread::currentThread);

        assertThat(thread.<Thread>call(Thread::currentThread)).isSameAs(first).isNotSameAs(Thread.currentThread());
    }

    @Test
    void passesOnWhatIsThrown() {
        DeviceException failure = new DeviceException("no memory");

        assertThatThrownBy(() -> thread.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void finishesTheWorkOfAnInterruptedCallerWhoStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(thread.<String>call(() -> "done")).isEqualTo("done");
        assertThat(Thread.interrupted()).isTrue();
    }
}
