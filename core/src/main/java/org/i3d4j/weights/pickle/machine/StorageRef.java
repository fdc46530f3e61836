package org.i3d4j.weights.pickle.machine;

import org.i3d4j.error.WeightsException;

/**
 * A storage that lies outside the pickle; tensors are views of it.
 *
 * @param key its name in the file
 * @param type type of its values
 * @param count number of its values
 * @param viewOffset which of them is the first of this view of it; above 0 only in files from before PyTorch 0.4
 */
public record StorageRef(String key, StorageType type, long count, long viewOffset) {

    private static final int LARGEST_VALUE_BYTES = 16;

    /** @throws WeightsException if a number is negative or the view starts behind the storage */
    public StorageRef {
        if (count < 0 || count > Long.MAX_VALUE / LARGEST_VALUE_BYTES || viewOffset < 0 || viewOffset > count) {
            throw new WeightsException("storage '" + key + "': a view from value " + viewOffset + " of a storage of "
                    + count + " is not possible");
        }
    }

    /** Bytes of the whole storage. */
    public long bytes() {
        return count * type.bytes();
    }

    /**
     * Reads a persistent id: {@code ('storage', type, key, location, count)}, in legacy files followed by None or by
     * {@code (key of the view, offset, count)}.
     */
    static StorageRef ofPersistentId(Object id) {
        if (!(id instanceof PyTuple tuple)
                || tuple.size() == 0
                || !tuple.items().get(0).equals("storage")) {
            throw new WeightsException("a persistent id that is no PyTorch storage");
        }
        String key = tuple.get(2, String.class, "the key of a storage");
        StorageType type = tuple.get(1, StorageType.class, "the type of storage '" + key + "'");
        long count = tuple.get(4, Long.class, "the number of values of storage '" + key + "'");
        boolean view = tuple.size() > 5 && tuple.items().get(5) != PyNone.NONE;
        return new StorageRef(key, type, count, view ? viewOffset(tuple, key) : 0);
    }

    private static long viewOffset(PyTuple tuple, String key) {
        return tuple.get(5, PyTuple.class, "the view of storage '" + key + "'")
                .get(1, Long.class, "the offset of a view of storage '" + key + "'");
    }

    /** Whether {@code other} describes the same storage, in whatever view. */
    boolean agreesWith(StorageRef other) {
        return key.equals(other.key) && type == other.type && count == other.count;
    }

    /** The same storage without a view. */
    StorageRef whole() {
        return new StorageRef(key, type, count, 0);
    }
}
