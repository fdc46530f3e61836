package org.i3d4j.torch.train;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;

/** Ranks as threads of this process, connected as processes are. */
public final class Ranks {
    private static final double TIMEOUT_SECONDS = 60;

    private Ranks() {}

    public interface Work<R> {
        R of(ProcessGroup group) throws Exception;
    }

    /** Does {@code work} in every rank; what each gave, in the order of the ranks. */
    public static <R> List<R> run(int worldSize, Work<R> work) throws Exception {
        int port = freePort();
        ExecutorService threads = Executors.newFixedThreadPool(worldSize);
        try {
            List<Callable<R>> ranks = IntStream.range(0, worldSize)
                    .<Callable<R>>mapToObj(rank -> () -> inRank(rank, worldSize, port, work))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> result : threads.invokeAll(ranks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <R> R inRank(int rank, int worldSize, int port, Work<R> work) throws Exception {
        RankEnvironment environment = new RankEnvironment(rank, rank, worldSize, "127.0.0.1", port, false, 0);
        try (ProcessGroup group = ProcessGroup.join(environment, false, TIMEOUT_SECONDS, message -> {})) {
            R result = work.of(group);
            // The first rank serves the store: it leaves last.
            group.any(true);
            return result;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
