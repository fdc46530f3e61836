package org.i3d4j.torch.distributed.rendezvous;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;

/**
 * libtorch's TCPStores, and what else it takes over: the presets let a constructor take over what it is handed, and a Java
 * object that is let go frees it all the same. They are few, and stay until the process ends.
 */
public final class Stores {
    private static final List<Pointer> FOR_EVER = new CopyOnWriteArrayList<>();

    private static final long STAY_MILLIS = 2_500;

    private Stores() {}

    /**
     * Serves a store on every address of this machine, as long as this process lives.
     *
     * @throws RuntimeException as libtorch has it, if another process listens at the port
     */
    static void serve(int port, long timeoutMillis) {
        connect(RankEnvironment.LOCALHOST, port, true, timeoutMillis);
    }

    /**
     * A client of its own; may never return where something else listens.
     *
     * @param timeoutMillis of each of its operations
     * @throws RuntimeException as libtorch has it, if there is no store
     */
    static TCPStore connect(InetAddress address, int port, long timeoutMillis) {
        return connect(address.getHostAddress(), port, false, timeoutMillis);
    }

    private static TCPStore connect(String address, int port, boolean serve, long timeoutMillis) {
        TCPStoreOptions options = new TCPStoreOptions();
        options.port((short) port);
        options.isServer(serve);
        options.waitWorkers(false);
        options.numWorkers(new SizeTPointer(1).put(1));
        options.timeout(new Milliseconds(timeoutMillis));
        return kept(new TCPStore(address, options));
    }

    /** Before the first rank ends for a failure: gives the others, who look every second, time to read of it. */
    public static void stayForReaders() {
        try {
            Thread.sleep(STAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static <P extends Pointer> P kept(P pointer) {
        FOR_EVER.add(pointer);
        return pointer;
    }
}
