package org.i3d4j.network.onednn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.presets.dnnl;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkProvider;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.weights.StateDict;

/** Offers oneDNN to {@link org.i3d4j.network.Engines}. */
public final class OneDnnProvider implements NetworkProvider {

    /** The version of the presets, oneDNN's first, as {@code 3.11-1.5.13}; asked of no native library. */
    public static String version() {
        String version = dnnl.class.getPackage().getImplementationVersion();
        return version == null ? "of unknown version" : version;
    }

    @Override
    public Engine engine() {
        return Engine.ONEDNN;
    }

    @Override
    public Optional<String> obstacle(Compute compute) {
        return compute.device().equals("cpu")
                ? OneDnn.obstacle(compute.precision())
                : Optional.of("runs on the CPU only");
    }

    @Override
    public List<Network> create(ModelSettings settings, StateDict weights, ActivationRanges ranges, Compute compute) {
        return OneDnnNetwork.workers(settings, weights, ranges, compute);
    }
}
