package org.i3d4j.torch;

import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkProvider;
import org.i3d4j.network.Precision;
import org.i3d4j.weights.StateDict;

/** Offers {@link InceptionI3d} to {@link NetworkProvider#load()}. */
public final class LibtorchProvider implements NetworkProvider {

    @Override
    public Network create(ModelSettings settings, StateDict weights, String device, Precision precision) {
        return InceptionI3d.of(settings, weights, device, precision);
    }
}
