package org.i3d4j.network;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;

/**
 * Networks of the same weights as one that is safe for use by several threads: each computes for one thread at a time, and
 * who finds none free waits. Owns them.
 */
final class NetworkPool implements Network {
    private final List<Network> networks;
    private final Semaphore free;
    /** The one that was given back last goes first: it has its memory, others may not need theirs yet. */
    private final Deque<Network> idle = new ArrayDeque<>();

    private boolean closed;

    /** @param networks taken over; at least one */
    NetworkPool(List<? extends Network> networks) {
        this.networks = List.copyOf(networks);
        this.free = new Semaphore(networks.size(), true);
        idle.addAll(networks);
    }

    @Override
    public ModelSettings settings() {
        return networks.get(0).settings();
    }

    @Override
    public Architecture architecture() {
        return networks.get(0).architecture();
    }

    @Override
    public String description() {
        return networks.get(0).description();
    }

    @Override
    public List<LayerChoice> choices() {
        return networks.get(0).choices();
    }

    @Override
    public ClipType clipType() {
        return networks.get(0).clipType();
    }

    @Override
    public Activations forward(ClipBatch clipsNcthw, Set<String> endpoints) {
        free.acquireUninterruptibly();
        try {
            Network network = take();
            try {
                return network.forward(clipsNcthw, endpoints);
            } finally {
                giveBack(network);
            }
        } finally {
            free.release();
        }
    }

    private synchronized Network take() {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        return idle.pop();
    }

    private synchronized void giveBack(Network network) {
        idle.push(network);
    }

    /** Waits for the threads that are in it. */
    @Override
    public void close() {
        free.acquireUninterruptibly(networks.size());
        try {
            closeOnce();
        } finally {
            free.release(networks.size());
        }
    }

    private synchronized void closeOnce() {
        if (closed) {
            return;
        }
        closed = true;
        Set<Network> each = Collections.newSetFromMap(new IdentityHashMap<>());
        each.addAll(networks);
        each.forEach(Network::close);
    }
}
