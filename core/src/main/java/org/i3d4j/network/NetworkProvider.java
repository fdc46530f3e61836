package org.i3d4j.network;

import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.weights.StateDict;

/** An engine that can run the network; found on the class path with {@link java.util.ServiceLoader}. */
public interface NetworkProvider {

    /** Which one. */
    Engine engine();

    /** Why it can't run a network here as {@code compute} asks; empty if it can. */
    Optional<String> obstacle(Compute compute);

    /**
     * Builds networks for evaluation, of one copy of the weights.
     *
     * @param weights every tensor of the architecture, by the names of {@link org.i3d4j.architecture.Parameter#name()};
     *     copied
     * @param ranges needed for {@link Precision#INT8}
     * @return as many as {@code compute} has workers, which may compute at the same time, each for one thread; they may be
     *     one object. The caller's
     * @throws org.i3d4j.error.WeightsException naming every tensor that is missing or has another shape, or a range that is
     *     missing
     * @throws org.i3d4j.error.DeviceException if the device is not there
     */
    List<Network> create(ModelSettings settings, StateDict weights, ActivationRanges ranges, Compute compute);
}
