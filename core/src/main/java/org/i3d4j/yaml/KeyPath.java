package org.i3d4j.yaml;

/** Dotted paths of keys, such as {@code data_loader.train.map.operations.0.size}. */
public final class KeyPath {
    private KeyPath() {}

    /** {@code path.key}, or the key alone at the top. */
    public static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The path of a list's element, counted from 0. */
    public static String join(String path, int index) {
        return join(path, Integer.toString(index));
    }
}
