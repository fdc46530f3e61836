package org.i3d4j.cli.process;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C and SIGTERM do. A command that can save its work is asked to; otherwise, and the second time, the process
 * ends at once: an orderly exit would take native memory from under computations that are still running.
 */
public final class Interrupts {
    private static final int SIGNALLED = 128;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    private static final Map<String, Integer> NUMBER_BY_SIGNAL = Map.of("HUP", 1, "INT", SIGINT, "TERM", SIGTERM);

    private final PrintStream err;
    private final boolean launched;
    private final AtomicReference<@Nullable Runnable> request = new AtomicReference<>();
    private volatile Runnable beforeEnd = () -> {};
    private volatile boolean asked;
    private volatile int exitCode = SIGNALLED + SIGINT;

    public Interrupts(PrintStream err) {
        this(err, false);
    }

    /**
     * @param launched whether {@code i3d launch} is the parent. Ctrl-C reaches parent and children alike, and a batch
     *     system's SIGTERM may, too: then only the launcher's SIGTERM counts, and only once; it kills if it has to.
     */
    public Interrupts(PrintStream err, boolean launched) {
        this.err = err;
        this.launched = launched;
    }

    /** Ends the time in which a command is asked first. */
    public interface Asked extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * From now on a first signal runs {@code newRequest}, on a thread of its own, and the command goes on.
     *
     * @return closed when the command can no longer be asked
     */
    public Asked askFirst(Runnable newRequest) {
        return askFirst(newRequest, () -> {});
    }

    /** As {@link #askFirst(Runnable)}; {@code atEnd} runs before a second signal ends the process. */
    public Asked askFirst(Runnable newRequest, Runnable atEnd) {
        beforeEnd = atEnd;
        request.set(newRequest);
        return () -> {
            request.set(null);
            beforeEnd = () -> {};
        };
    }

    /** Of a command that ended because it was asked to: 128 and the signal's number, as shells have it. */
    public int exitCode() {
        return exitCode;
    }

    /**
     * Takes over the signals of this process. Java has no public way to see them, only the one of sun.misc; without it a
     * signal ends the process at once.
     *
     * @return what undoes the part that would end the process when it exits in order
     */
    public Asked install() {
        NUMBER_BY_SIGNAL.forEach(this::handle);
        Thread hook = new Thread(this::endNow);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void handle(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object received = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        received(number);
                        return null;
                    });
            Object named = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, named, received);
        } catch (ReflectiveOperationException e) {
            // This Java, or system, has no such signal to hand over; the shutdown hook is what is left.
        }
    }

    void received(int number) {
        if (launched && (number != SIGTERM || asked)) {
            return;
        }
        exitCode = SIGNALLED + number;
        Runnable toAsk = request.getAndSet(null);
        if (toAsk == null) {
            endNow();
        } else {
            asked = true;
            err.println("i3d: stopping after this step, to save; a second time ends at once");
            toAsk.run();
        }
    }

    private void endNow() {
        err.println("i3d: interrupted");
        beforeEnd.run();
        Runtime.getRuntime().halt(exitCode);
    }
}
