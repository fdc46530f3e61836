package org.i3d4j.weights.pickle.machine;

import java.util.Map;

/**
 * What a pickle holds.
 *
 * @param root the object itself: a {@link PyDict}, a {@link StoredTensor}, text, a number, ...
 * @param storages every storage that it refers to, by key
 */
public record Unpickled(Object root, Map<String, StorageRef> storages) {
    /** Copies the map. */
    public Unpickled {
        storages = Map.copyOf(storages);
    }
}
