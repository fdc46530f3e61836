package org.i3d4j.torch.train.loop;

import java.util.function.Function;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.onednn.training.OwnThread;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.checkpoint.Snapshot;

/** The network that is being trained, as it is measured: by the engine that evaluates fastest. */
public final class MeasuredNetwork {
    private final TorchNetwork trained;
    private final Compute compute;
    private final Engine engine;
    private final OwnThread thread;
    private final Snapshot snapshot = new Snapshot();

    /**
     * @param trained stays the caller's
     * @param compute where, how and by whom it may be measured
     * @param thread measures in all validations: each new thread would have the allocator keep one more arena of a network's
     *     size; stays the caller's
     * @throws org.i3d4j.error.DeviceException if no engine can
     */
    public MeasuredNetwork(TorchNetwork trained, Compute compute, OwnThread thread) {
        this.trained = trained;
        // By rule: what is trained is the same wherever and whenever it is.
        this.compute = compute.asDeterministic();
        this.thread = thread;
        this.engine = Engines.onClassPath().chosen(compute);
    }

    /** What {@code use} gives; it is lent the network with the weights of now, maybe in another thread. */
    <R> R lend(Function<Network, R> use) {
        if (engine == Engine.LIBTORCH) {
            return use.apply(trained);
        }
        try (Network copy =
                Engines.create(trained.settings(), trained.stateDict(snapshot), ActivationRanges.NONE, compute)) {
            return thread.call(() -> use.apply(copy));
        }
    }
}
