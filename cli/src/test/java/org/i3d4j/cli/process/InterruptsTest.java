package org.i3d4j.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private final PrintStream err = new PrintStream(OutputStream.nullOutputStream());
    private final AtomicInteger asked = new AtomicInteger();

    /** Were a signal to end the process here, it would take the tests with it. */
    @Test
    void aLaunchedProcessHearsItsLauncherOnceAndNotTheTerminal() {
        Interrupts interrupts = new Interrupts(err, true);
        try (Interrupts.Asked until = interrupts.askFirst(asked::incrementAndGet)) {
            interrupts.received(SIGINT);
            interrupts.received(SIGHUP);
            assertThat(asked).hasValue(0);

            interrupts.received(SIGTERM);
            interrupts.received(SIGTERM);
            interrupts.received(SIGINT);
        }
        assertThat(asked).hasValue(1);
        assertThat(interrupts.exitCode()).isEqualTo(143);
    }

    @Test
    void anyOtherIsAskedByEachSignal() {
        Interrupts interrupts = new Interrupts(err);
        try (Interrupts.Asked until = interrupts.askFirst(asked::incrementAndGet)) {
            interrupts.received(SIGINT);
        }
        assertThat(asked).hasValue(1);
        assertThat(interrupts.exitCode()).isEqualTo(130);
    }
}
