package org.i3d4j.torch.distributed.rendezvous;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.BackendOptional;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.ProcessGroup;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DistributedException;

/**
 * Processes that have found each other, at a TCPStore which the first of them serves unless torchrun does. libtorch takes over
 * every store handed to one of its constructors, so each group gets a client of its own.
 */
public final class CompletedRendezvous {
    private static final long GRACE_MILLIS = 3_000;

    private final RankEnvironment environment;
    private final Rendezvous.Result result;
    private final long timeoutMillis;

    private CompletedRendezvous(RankEnvironment environment, Rendezvous.Result result, long timeoutMillis) {
        this.environment = environment;
        this.result = result;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Opens the store, which has to stay open on the first rank as long as anyone needs it; waits for all ranks.
     *
     * @param timeoutMillis how long; also for what is done with this afterwards
     * @throws DistributedException if they don't come
     * @throws ConfigException if they can't train together
     */
    public static CompletedRendezvous open(RankEnvironment environment, long timeoutMillis) {
        // Gloo would try again on a thread of its own, where an error ends the process; what it listens at is there
        // already.
        torch.set_env("GLOO_DISABLE_CONNECTION_RETRIES", "1");
        Optional<String> interfaceName =
                Optional.ofNullable(System.getenv(Interfaces.VARIABLE)).filter(name -> !name.isBlank());
        try {
            Rendezvous.Result result =
                    new Rendezvous(environment, interfaceName, Deadline.in(timeoutMillis)).awaitAll();
            return new CompletedRendezvous(environment, result, timeoutMillis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static DistributedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DistributedException("interrupted while the processes met", e);
    }

    /** How users are told of each rank. */
    public List<String> names() {
        return result.participants().names();
    }

    /** A store of its own for {@code purpose}, whose keys are those of no other purpose, nor of an earlier start. */
    public Store store(String purpose) {
        return new PrefixStore(
                "i3d/" + result.token() + "/" + purpose,
                Stores.connect(result.store(), environment.masterPort(), timeoutMillis));
    }

    /**
     * A group of all ranks, over Gloo for tensors in main memory and, where the device is a GPU, over NCCL for its own.
     *
     * @param purpose no two groups may have the same
     * @throws DistributedException if they don't all connect
     */
    public ProcessGroup group(String purpose, boolean cuda) {
        try {
            return Deadline.in(timeoutMillis).call(() -> connect(purpose, cuda), GRACE_MILLIS);
        } catch (TimeoutException e) {
            throw unconnected("no answer within " + timeoutMillis / 1000 + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof ConfigException told ? told : unconnected(NativeMessage.of(cause), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private DistributedException unconnected(String reason, Exception cause) {
        return new DistributedException(
                "not all processes could connect (" + reason + "); they listen as " + String.join(", ", names())
                        + " at ports that the system chose, which no firewall between them may close; "
                        + Interfaces.VARIABLE
                        + " names another network interface: here are " + Interfaces.ofThisMachine(),
                cause);
    }

    private ProcessGroup connect(String purpose, boolean cuda) {
        ProcessGroup group = Stores.kept(new ProcessGroup(environment.rank(), environment.worldSize()));
        ProcessGroupGloo gloo = Stores.kept(new ProcessGroupGloo(
                store(purpose + "/gloo"), environment.rank(), environment.worldSize(), glooOptions()));
        group.setBackend(DeviceType.CPU, ProcessGroup.BackendType.GLOO, Stores.kept(new BackendOptional(gloo)));
        if (cuda) {
            ProcessGroupNCCL nccl = Stores.kept(new ProcessGroupNCCL(
                    store(purpose + "/nccl"),
                    environment.rank(),
                    environment.worldSize(),
                    Stores.kept(new ProcessGroupNCCL.Options())));
            nccl.setTimeout(new Milliseconds(timeoutMillis));
            group.setBackend(DeviceType.CUDA, ProcessGroup.BackendType.NCCL, Stores.kept(new BackendOptional(nccl)));
        }
        group.setDefaultBackend(cuda ? ProcessGroup.BackendType.NCCL : ProcessGroup.BackendType.GLOO);
        return group;
    }

    /** Where this process listens. */
    private InetAddress address() {
        InetAddress address = result.participants().address(environment.rank());
        Interfaces interfaces = Interfaces.ofThisMachine();
        if (!interfaces.have(address)) {
            throw new ConfigException("the other machines reach this one at " + Interfaces.text(address)
                    + ", which none of its network interfaces has (" + interfaces
                    + "); " + Advice.REACH_MASTER + " an address of machine 0 itself, or "
                    + Interfaces.VARIABLE + " to name an interface here");
        }
        return address;
    }

    private ProcessGroupGloo.Options glooOptions() {
        InetAddress address = address();
        ProcessGroupGloo.Options options =
                Stores.kept(ProcessGroupGloo.Options.create(new Milliseconds(timeoutMillis)));
        options.devices(
                new GlooDeviceVector(Stores.kept(ProcessGroupGloo.createDeviceForHostname(address.getHostAddress()))));
        return options;
    }
}
