package org.i3d4j.torch.distributed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.BackendOptional;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.ProcessGroup;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.gloo.Device;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;
import org.i3d4j.error.DistributedException;

/**
 * How processes find each other: at a TCPStore, which the first of them serves unless torchrun does. libtorch takes over
 * every store handed to one of its constructors, so each group gets a client of its own.
 */
final class Meeting {
    /**
     * Native objects that own each other: the presets let a constructor take over what it is handed, and a Java object that
     * is let go frees it all the same. They are few, and stay until the process ends.
     */
    private static final List<Pointer> FOR_EVER = new CopyOnWriteArrayList<>();

    private final RankEnvironment environment;
    private final long timeoutMillis;

    Meeting(RankEnvironment environment, long timeoutMillis) {
        this.environment = environment;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Opens the store, which has to stay open on the first rank as long as anyone needs it; waits for all ranks.
     *
     * @throws DistributedException if they don't come
     */
    void open() {
        connect(environment.servesStore(), true);
    }

    /** A store of its own for {@code purpose}, whose keys are those of no other purpose, nor of an earlier start. */
    Store store(String purpose) {
        return new PrefixStore("i3d/" + environment.restarts() + "/" + purpose, connect(false, false));
    }

    private TCPStore connect(boolean serve, boolean waitForAll) {
        TCPStoreOptions options = new TCPStoreOptions();
        options.port((short) environment.masterPort());
        options.isServer(serve);
        options.waitWorkers(waitForAll && !environment.storeIsServed());
        options.numWorkers(new SizeTPointer(1).put(environment.worldSize()));
        options.timeout(new Milliseconds(timeoutMillis));
        try {
            return kept(new TCPStore(environment.masterAddress(), options));
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DistributedException(
                    "rank " + environment.rank() + " of " + environment.worldSize() + ": not all processes met at "
                            + environment.masterAddress() + ":" + environment.masterPort() + " within "
                            + timeoutMillis / 1000 + " s: " + message
                            + "; MASTER_ADDR and MASTER_PORT must be those of rank 0 in every process",
                    e);
        }
    }

    /**
     * A group of all ranks, over Gloo for tensors in main memory and, where the device is a GPU, over NCCL for its own.
     *
     * @param purpose no two groups may have the same
     */
    ProcessGroup group(String purpose, boolean cuda) {
        ProcessGroup group = kept(new ProcessGroup(environment.rank(), environment.worldSize()));
        ProcessGroupGloo gloo = kept(new ProcessGroupGloo(
                store(purpose + "/gloo"), environment.rank(), environment.worldSize(), glooOptions()));
        group.setBackend(DeviceType.CPU, ProcessGroup.BackendType.GLOO, kept(new BackendOptional(gloo)));
        if (cuda) {
            ProcessGroupNCCL nccl = kept(new ProcessGroupNCCL(
                    store(purpose + "/nccl"),
                    environment.rank(),
                    environment.worldSize(),
                    kept(new ProcessGroupNCCL.Options())));
            nccl.setTimeout(new Milliseconds(timeoutMillis));
            group.setBackend(DeviceType.CUDA, ProcessGroup.BackendType.NCCL, kept(new BackendOptional(nccl)));
        }
        group.setDefaultBackend(cuda ? ProcessGroup.BackendType.NCCL : ProcessGroup.BackendType.GLOO);
        return group;
    }

    private ProcessGroupGloo.Options glooOptions() {
        ProcessGroupGloo.Options options = kept(ProcessGroupGloo.Options.create(new Milliseconds(timeoutMillis)));
        options.devices(new GlooDeviceVector(kept(device())));
        return options;
    }

    /** GLOO_SOCKET_IFNAME, as in PyTorch, names the network interface where the host name does not lead to the right one. */
    private Device device() {
        String named = System.getenv("GLOO_SOCKET_IFNAME");
        if (named != null && !named.isBlank()) {
            return ProcessGroupGloo.createDeviceForInterface(named);
        }
        return RankEnvironment.isThisMachine(environment.masterAddress())
                ? ProcessGroupGloo.createDeviceForHostname(RankEnvironment.LOCALHOST)
                : ProcessGroupGloo.createDefaultDevice();
    }

    private static <P extends Pointer> P kept(P pointer) {
        FOR_EVER.add(pointer);
        return pointer;
    }
}
