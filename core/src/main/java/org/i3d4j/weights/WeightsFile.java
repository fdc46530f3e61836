package org.i3d4j.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An open checkpoint: the names, types and shapes of its tensors are known, their values are read when asked for, so
 * the optimizer's state in a training checkpoint costs nothing unless it is wanted. Not safe for use by several threads
 * at a time.
 */
public interface WeightsFile extends AutoCloseable {

    /** Where it was opened. */
    Path file();

    /** Name of the format, as {@code safetensors}. */
    String format();

    /** Text that the writer added; empty in formats that have none. */
    Map<String, String> metadata();

    /** Every tensor by name, in the file's order. */
    Map<String, TensorInfo> tensors();

    /** Entries that are no tensors of a known type, as text or optimizer objects: name and what it is. */
    default Map<String, String> unreadable() {
        return Map.of();
    }

    /**
     * Reads one tensor.
     *
     * @return its own copy of the values; outlives this file
     * @throws org.i3d4j.error.WeightsException if there is no such tensor or the file can't be read
     */
    TensorData read(String name);

    /**
     * Reads the tensors whose names {@code names} accepts, in the file's order.
     *
     * @throws org.i3d4j.error.WeightsException as {@link #read}
     */
    default StateDict readAll(Predicate<String> names) {
        Map<String, TensorData> read = new LinkedHashMap<>();
        tensors().keySet().stream().filter(names).forEach(name -> read.put(name, read(name)));
        return new StateDict(read);
    }

    @Override
    void close();
}
