package org.i3d4j.torch.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BroadcastOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.error.DistributedException;
import org.i3d4j.error.I3dException;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.distributed.rendezvous.CompletedRendezvous;
import org.i3d4j.torch.distributed.rendezvous.Heartbeats;
import org.i3d4j.torch.distributed.rendezvous.NativeMessage;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import org.i3d4j.torch.distributed.rendezvous.Stores;

/** Several processes, connected by process groups of libtorch (c10d), whose class is written out in full. */
final class TorchProcessGroup implements ProcessGroup {
    /** What errors of collective operations and of the store contain. */
    private static final List<String> OF_CONNECTIONS = List.of(
            "gloo",
            "Connection closed by peer",
            "Connection reset by peer",
            "Broken pipe",
            "Timed out waiting",
            "Application timeout",
            "TCPStore",
            "NCCL");

    private final RankEnvironment environment;
    /** How users are told of each rank. */
    private final List<String> names;

    private final Heartbeats heartbeats;
    /** Of gradients alone: their operations overlap with others. */
    private final org.bytedeco.pytorch.ProcessGroup gradientGroup;

    private final org.bytedeco.pytorch.ProcessGroup group;

    private TorchProcessGroup(
            RankEnvironment environment,
            List<String> names,
            Heartbeats heartbeats,
            org.bytedeco.pytorch.ProcessGroup gradientGroup,
            org.bytedeco.pytorch.ProcessGroup group) {
        this.environment = environment;
        this.names = names;
        this.heartbeats = heartbeats;
        this.gradientGroup = gradientGroup;
        this.group = group;
    }

    /**
     * Waits for the others and connects to them.
     *
     * @param cuda whether tensors lie on a GPU
     * @param timeoutMillis after which a rank that doesn't answer is given up
     * @param othersFailed told the message of another rank's failure, on a thread of its own
     * @throws DistributedException if not all come
     */
    static TorchProcessGroup join(
            RankEnvironment environment, boolean cuda, long timeoutMillis, Consumer<String> othersFailed) {
        TorchRuntime.load();
        CompletedRendezvous rendezvous = CompletedRendezvous.open(environment, timeoutMillis);
        Heartbeats heartbeats =
                new Heartbeats(rendezvous.store("heartbeats"), environment.rank(), rendezvous.names(), othersFailed);
        try {
            return new TorchProcessGroup(
                    environment,
                    rendezvous.names(),
                    heartbeats,
                    rendezvous.group("gradients", cuda),
                    rendezvous.group("rest", cuda));
        } catch (I3dException e) {
            tell(heartbeats, environment, e);
            throw e;
        }
    }

    @Override
    public int rank() {
        return environment.rank();
    }

    @Override
    public int worldSize() {
        return environment.worldSize();
    }

    @Override
    public void broadcast(Tensor tensor) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            group.broadcast(new TensorVector(tensor), new BroadcastOptions().rootRank(0))
                    ._wait();
        }
    }

    @Override
    public void sum(Tensor tensor) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            group.allreduce(new TensorVector(tensor))._wait();
        }
    }

    @Override
    public double[] sum(double... values) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensor.create(values);
            sum(tensor);
            double[] sums = new double[values.length];
            tensor.data_ptr_double().get(sums);
            return sums;
        }
    }

    @Override
    public List<byte[]> exchange(byte[] own) {
        double[] lengths = new double[worldSize()];
        lengths[rank()] = own.length;
        return exchange(
                own, DoubleStream.of(sum(lengths)).mapToLong(Math::round).toArray());
    }

    /** The parts of the others are zeros here before they are summed. */
    private List<byte[]> exchange(byte[] own, long[] lengths) {
        try (PointerScope scope = new PointerScope()) {
            Tensor joined = torch.zeros(
                    new long[] {Math.max(1, LongStream.of(lengths).sum())}, new TensorOptions(ScalarType.Byte));
            BytePointer memory = new BytePointer(joined.data_ptr());
            long offset = LongStream.of(lengths).limit(rank()).sum();
            memory.position(offset).put(own, 0, own.length);
            memory.position(0);
            sum(joined);
            List<byte[]> parts = new ArrayList<>();
            long at = 0;
            for (long length : lengths) {
                byte[] part = new byte[Math.toIntExact(length)];
                memory.position(at).get(part);
                parts.add(part);
                at += length;
            }
            return parts;
        }
    }

    @Override
    public GradientExchange gradients(ParameterStore parameters, GradientRoute route) {
        boolean cpu = parameters.values().is_cpu();
        Optional<SharedVectors> shared = route == GradientRoute.AUTO && cpu
                ? SharedVectors.open(this, parameters.values().numel())
                : Optional.empty();
        if (shared.isPresent()) {
            return new SharedGradients(parameters, shared.get(), this);
        }
        return route.isReducer(cpu)
                ? new ReducedGradients(parameters, gradientGroup, route.isHalfPrecision())
                : new AllReducedGradients(parameters, gradientGroup, route.isHalfPrecision());
    }

    @Override
    public void reached(String place) {
        heartbeats.reached(place);
    }

    @Override
    public RuntimeException explain(RuntimeException error) {
        if (error instanceof DistributedException) {
            return error;
        }
        if (!isOfConnections(error)) {
            failed(error);
            return error;
        }
        heartbeats.explaining();
        return new DistributedException(cause(error), error);
    }

    private static boolean isOfConnections(Throwable error) {
        String message = String.valueOf(error.getMessage());
        return OF_CONNECTIONS.stream().anyMatch(message::contains)
                || (error.getCause() != null && error.getCause() != error && isOfConnections(error.getCause()));
    }

    private String cause(RuntimeException error) {
        String what = NativeMessage.of(error);
        try {
            return Heartbeats.ask(() -> seen(what));
        } catch (TimeoutException e) {
            return names.get(0) + ", at which the processes meet, stopped answering (" + what + ")";
        } catch (ExecutionException e) {
            return names.get(0) + ", at which the processes meet, is gone (" + what + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return what;
        }
    }

    private String seen(String what) throws InterruptedException {
        List<String> silent = heartbeats.silent();
        Optional<String> failure = heartbeats.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        if (!silent.isEmpty()) {
            return String.join(", ", silent) + " stopped answering (" + what + ")";
        }
        List<String> behind = heartbeats.behind();
        return behind.isEmpty()
                ? "the connection to another process broke (" + what + ")"
                : String.join(", ", behind) + " did not come on within the time limit (" + what + ")";
    }

    @Override
    public void failed(Throwable error) {
        tell(heartbeats, environment, error);
    }

    private static void tell(Heartbeats heartbeats, RankEnvironment environment, Throwable error) {
        heartbeats.failed(error instanceof I3dException ? String.valueOf(error.getMessage()) : String.valueOf(error));
        if (environment.servesStore()) {
            Stores.stayForReaders();
        }
    }

    @Override
    public void close() {
        heartbeats.close();
    }
}
