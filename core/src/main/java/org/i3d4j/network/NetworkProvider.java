package org.i3d4j.network;

import java.util.ServiceLoader;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.weights.StateDict;

/** An engine that can run the network; found on the class path with {@link ServiceLoader}. */
public interface NetworkProvider {

    /**
     * Builds a network for evaluation.
     *
     * @param weights every tensor of the architecture, by the names of {@link org.i3d4j.architecture.Parameter#name()};
     *     copied
     * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
     * @throws org.i3d4j.error.WeightsException naming every tensor that is missing or has another shape
     * @throws DeviceException if the device is not there
     */
    Network create(ModelSettings settings, StateDict weights, String device, Precision precision);

    /**
     * The engine on the class path.
     *
     * @throws DeviceException if there is none
     */
    static NetworkProvider load() {
        return ServiceLoader.load(NetworkProvider.class)
                .findFirst()
                .orElseThrow(() -> new DeviceException(
                        "no engine to run the network with is on the class path; add the artifact i3d4j-torch"));
    }
}
