package org.i3d4j.torch.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedVectorsTest {
    private static final int VALUES = 100_000;

    @TempDir
    private Path folder;

    /** What each of two ranks, threads here, gives. */
    private static <R> List<R> inTwoRanks(Function<ProcessGroup, R> work) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<R>> ranks = IntStream.range(0, 2)
                    .mapToObj(rank -> CompletableFuture.supplyAsync(() -> inRank(rank, port, work), threads))
                    .toList();
            return ranks.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static <R> R inRank(int rank, int port, Function<ProcessGroup, R> work) {
        RankEnvironment environment = new RankEnvironment(rank, rank, 2, "127.0.0.1", port, false, 0);
        try (ProcessGroup group = ProcessGroup.join(environment, false, 60, message -> {})) {
            R result = work.apply(group);
            group.any(true);
            return result;
        }
    }

    @Test
    void whatOneRankWritesTheOthersRead() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "this system has no memory file system");

        List<List<Double>> read = inTwoRanks(group -> {
            SharedVectors vectors = SharedVectors.open(group, VALUES).orElseThrow();
            fill(vectors.of(group.rank()), group.rank() + 1);
            if (!group.isFirst()) {
                fill(vectors.ofAll(), 7);
            }
            group.any(true);
            return List.of(sum(vectors.of(0)), sum(vectors.of(1)), sum(vectors.ofAll()));
        });

        assertThat(read).containsOnly(List.of(1.0 * VALUES, 2.0 * VALUES, 7.0 * VALUES));
    }

    private static void fill(Tensor vector, double value) {
        try (vector) {
            vector.fill_(new Scalar(value));
        }
    }

    private static double sum(Tensor vector) {
        try (vector;
                Tensor sum = vector.sum()) {
            return sum.item_double();
        }
    }

    @Test
    void noFileStays() throws IOException {
        List<Boolean> shared =
                inTwoRanks(group -> SharedVectors.open(group, VALUES, folder).isPresent());

        assertThat(shared).containsOnly(true);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void ranksThatDoNotSeeTheSameFolderShareNothing() throws IOException {
        Files.createDirectory(folder.resolve("0"));
        Files.createDirectory(folder.resolve("1"));

        List<Boolean> shared =
                inTwoRanks(group -> SharedVectors.open(group, VALUES, folder.resolve(String.valueOf(group.rank())))
                        .isPresent());

        assertThat(shared).containsOnly(false);
    }

    @Test
    void withoutSuchMemoryNoneIsShared() throws IOException {
        List<Optional<SharedVectors>> shared =
                inTwoRanks(group -> SharedVectors.open(group, VALUES, folder.resolve("missing")));

        assertThat(shared).containsOnly(Optional.empty());
    }
}
