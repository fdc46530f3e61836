package org.i3d4j.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.weights.StateDict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines on the class path, the fastest first. */
public final class Engines {
    private static final Logger log = LoggerFactory.getLogger(Engines.class);

    private final List<NetworkProvider> providers;

    Engines(List<NetworkProvider> providers) {
        this.providers = providers.stream()
                .sorted(Comparator.comparing(NetworkProvider::engine))
                .toList();
    }

    /** Those that {@link ServiceLoader} finds where this class is from, whatever class loader the calling thread has. */
    public static Engines onClassPath() {
        return new Engines(ServiceLoader.load(NetworkProvider.class, NetworkProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * Builds a network for evaluation on the engine that was asked for, or the fastest that can run it.
     *
     * @param weights every tensor of the architecture, by the names of {@link org.i3d4j.architecture.Parameter#name()};
     *     copied
     * @param ranges needed for {@link Precision#INT8}
     * @return safe for use by several threads; the caller's
     * @throws org.i3d4j.error.WeightsException naming every tensor that is missing or has another shape
     * @throws DeviceException if no engine can, saying why
     */
    public static Network create(ModelSettings settings, StateDict weights, ActivationRanges ranges, Compute compute) {
        Network network = new NetworkPool(onClassPath().choose(compute).create(settings, weights, ranges, compute));
        log.debug("the network runs on {}", network.description());
        return network;
    }

    /** Of every engine on the class path, what keeps it from running as {@code compute} asks, if anything does. */
    public List<String> describe(Compute compute) {
        return providers.stream()
                .map(provider -> name(provider.engine()) + ": "
                        + provider.obstacle(compute).orElse("can run"))
                .toList();
    }

    /**
     * The engine that {@link #create} would take.
     *
     * @throws DeviceException if none can run as {@code compute} asks, saying why
     */
    public Engine chosen(Compute compute) {
        return choose(compute).engine();
    }

    NetworkProvider choose(Compute compute) {
        List<String> obstacles = new ArrayList<>();
        for (NetworkProvider provider : providers) {
            if (compute.engine() != Engine.AUTO && compute.engine() != provider.engine()) {
                continue;
            }
            Optional<String> obstacle = provider.obstacle(compute);
            if (obstacle.isEmpty()) {
                obstacles.forEach(other -> log.info("{}; the network runs on {}", other, name(provider.engine())));
                return provider;
            }
            obstacles.add(name(provider.engine()) + " " + obstacle.get());
        }
        String asked = name(compute.precision()) + " on " + compute.device();
        throw new DeviceException("no engine can run the network in " + asked + ": "
                + (obstacles.isEmpty()
                        ? (compute.engine() == Engine.AUTO ? "there is none" : name(compute.engine()) + " is not")
                                + " on the class path"
                        : String.join("; ", obstacles)));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
