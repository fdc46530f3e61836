package org.i3d4j.network;

import java.util.Set;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.video.ClipBatch;

/**
 * Makes a network safe for use by several threads: it computes for one at a time, others wait. All its feature maps lie in
 * one piece of memory, where two passes would mix. Owns the network.
 */
final class OneAtATime implements Network {
    private final Network network;
    private boolean closed;

    /** Takes over {@code network}. */
    OneAtATime(Network network) {
        this.network = network;
    }

    @Override
    public ModelSettings settings() {
        return network.settings();
    }

    @Override
    public Architecture architecture() {
        return network.architecture();
    }

    @Override
    public String description() {
        return network.description();
    }

    @Override
    public synchronized Activations forward(ClipBatch clipsNcthw, Set<String> endpoints) {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        return network.forward(clipsNcthw, endpoints);
    }

    /** Waits for the thread that is in it. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            network.close();
        }
    }
}
