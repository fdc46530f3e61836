package org.i3d4j.torch.distributed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One started process, and the threads that pass on what it says. */
final class RankProcess {
    private static final int CHUNK_BYTES = 8_192;

    private final int rank;
    private final Process process;
    private final OutputGate gate;
    private final LastLines said = new LastLines();
    private final Thread output;
    private final Thread errors;

    /** Passes on what {@code process} says: of rank 0 as it is, of others in lines with a prefix to {@code err}. */
    RankProcess(int rank, Process process, OutputGate gate, OutputStream out, OutputStream err) {
        this.rank = rank;
        this.process = process;
        this.gate = gate;
        String prefix = "[rank " + rank + "] ";
        output = pump(process.getInputStream(), rank == 0 ? out : new PrefixedLines(prefix, err), new LastLines());
        errors = pump(process.getErrorStream(), rank == 0 ? err : new PrefixedLines(prefix, err), said);
    }

    private Thread pump(InputStream from, OutputStream to, LastLines kept) {
        Thread thread = new Thread(() -> copy(from, to, kept), "output of rank " + rank);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void copy(InputStream from, OutputStream to, LastLines kept) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
                kept.add(chunk, length);
                gate.pass(rank);
                if (!passOn(chunk, length, to)) {
                    // The process hears of it at its next write, and knows whether to go on without.
                    from.close();
                    return;
                }
            }
            if (to instanceof PrefixedLines lines) {
                lines.close();
            }
        } catch (IOException e) {
            // The pipe was closed with the process: there is nothing left to pass on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean passOn(byte[] chunk, int length, OutputStream to) {
        try {
            to.write(chunk, 0, length);
            to.flush();
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    int rank() {
        return rank;
    }

    /** Runs {@code action} on a thread of its own once the process has ended. */
    void onEnd(Runnable action) {
        CompletableFuture<Void> unused = process.onExit().thenRun(action);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Sends SIGTERM, at which training saves and ends. */
    void askToEnd() {
        // By its handle: Process.destroy() also closes the pipes, and with them what the process has yet to say.
        process.toHandle().destroy();
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** How it ended, once it has. */
    RankEnd end() {
        return new RankEnd(rank, process.exitValue(), said.lines());
    }

    /** Waits until what an ended process said is passed on; not for ever, as a child of its own may hold its pipes. */
    void drain(long millis) throws InterruptedException {
        for (Thread thread : List.of(errors, output)) {
            thread.join(millis);
        }
    }
}
