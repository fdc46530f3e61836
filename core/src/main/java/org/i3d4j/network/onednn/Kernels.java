package org.i3d4j.network.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.SpaceToDepth;

/** The kernels of a network, by name. Owns them. */
final class Kernels implements AutoCloseable {
    private final Map<String, LaidOutKernel> kernels = new HashMap<>();

    /** The name of the kernel with which {@code stem} reads tiles, as {@link SpaceToDepth}. */
    static String ofTiles(ConvUnit stem, Extent tile) {
        return stem.name() + " of " + tile;
    }

    void put(String name, LaidOutKernel kernel) {
        kernels.put(name, kernel);
    }

    LaidOutKernel get(String name) {
        LaidOutKernel kernel = kernels.get(name);
        if (kernel == null) {
            throw new IllegalArgumentException("no kernel for " + name);
        }
        return kernel;
    }

    /** The kernel of that name, which is made if it is not there. */
    LaidOutKernel get(String name, Supplier<LaidOutKernel> made) {
        return kernels.computeIfAbsent(name, missing -> made.get());
    }

    @Override
    public void close() {
        kernels.values().forEach(LaidOutKernel::close);
        kernels.clear();
    }
}
