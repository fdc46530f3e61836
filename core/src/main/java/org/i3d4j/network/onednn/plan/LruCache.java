package org.i3d4j.network.onednn.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Values made when asked for the first time, of which those least recently used go first. */
public final class LruCache<K, V> implements AutoCloseable {
    private static final int MOST = 16;

    private final Map<K, V> values = new LinkedHashMap<>(MOST, 0.75f, true);
    private final Function<K, V> make;
    private final Consumer<V> free;

    /** @param free called once for each value made */
    public LruCache(Function<K, V> make, Consumer<V> free) {
        this.make = make;
        this.free = free;
    }

    /** The value for {@code key}; stays this object's, and is there until {@link #MOST} others were asked for. */
    public V get(K key) {
        V value = values.get(key);
        if (value == null) {
            value = make.apply(key);
            makeRoom();
            values.put(key, value);
        }
        return value;
    }

    private void makeRoom() {
        if (values.size() == MOST) {
            Iterator<V> oldestFirst = values.values().iterator();
            free.accept(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    @Override
    public void close() {
        values.values().forEach(free);
        values.clear();
    }
}
