package org.i3d4j.weights.files;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;

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
    default Map<String, String> metadata() {
        return Map.of();
    }

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
     * @throws WeightsException if there is no such tensor or the file can't be read
     */
    default TensorData read(String name) {
        TensorInfo info = require(name);
        ByteBuffer values = allocate(name, info.bytes());
        readInto(name, values);
        return new TensorData(info.dataType(), info.shape(), values);
    }

    private ByteBuffer allocate(String name, long bytes) {
        try {
            return TensorData.allocate(bytes);
        } catch (WeightsException e) {
            throw new WeightsException(file() + ": tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    /**
     * Reads one tensor's values into memory of the caller's, which can so serve for one tensor after the other.
     *
     * @param values filled with the values in C order, little-endian: has as many bytes left as they take; its position
     *     stays
     * @throws WeightsException as {@link #read}
     */
    void readInto(String name, ByteBuffer values);

    /**
     * Type and shape of a tensor.
     *
     * @throws WeightsException if there is no such tensor, or it is {@link #unreadable}
     */
    default TensorInfo require(String name) {
        TensorInfo info = tensors().get(name);
        if (info == null) {
            String why = unreadable().get(name);
            throw new WeightsException(file()
                    + (why == null ? ": has no tensor '" + name + "'" : ": '" + name + "' can't be read: " + why));
        }
        return info;
    }

    /**
     * Reads the tensors whose names {@code names} accepts, in the file's order.
     *
     * @throws WeightsException as {@link #read}
     */
    default StateDict readAll(Predicate<String> names) {
        Map<String, TensorData> read = new LinkedHashMap<>();
        tensors().keySet().stream().filter(names).forEach(name -> read.put(name, read(name)));
        return new StateDict(read);
    }

    @Override
    void close();
}
