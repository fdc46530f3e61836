package org.i3d4j.torch;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkProvider;
import org.i3d4j.network.Precision;
import org.i3d4j.weights.StateDict;

/** Offers {@link TorchNetwork} to {@link org.i3d4j.network.Engines}. */
public final class LibtorchProvider implements NetworkProvider {

    @Override
    public Engine engine() {
        return Engine.LIBTORCH;
    }

    /** That libtorch is there; whether the device is shows when the network is built, with a message of its own. */
    @Override
    public Optional<String> obstacle(Compute compute) {
        return compute.precision() == Precision.INT8
                ? Optional.of("has no 8-bit integer convolutions over time")
                : TorchRuntime.absence();
    }

    /** libtorch takes memory for each pass anew: one network is enough. */
    @Override
    public List<Network> create(ModelSettings settings, StateDict weights, ActivationRanges ranges, Compute compute) {
        return Collections.nCopies(
                compute.workers(), TorchNetwork.of(settings, weights, compute.device(), compute.precision()));
    }
}
