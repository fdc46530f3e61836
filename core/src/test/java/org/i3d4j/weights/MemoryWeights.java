package org.i3d4j.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.weights.files.WeightsFile;

/** A checkpoint without a file. */
public final class MemoryWeights implements WeightsFile {
    private final Map<String, TensorData> values;

    public MemoryWeights(Map<String, TensorData> values) {
        this.values = new LinkedHashMap<>(values);
    }

    @Override
    public Path file() {
        return Path.of("memory");
    }

    @Override
    public String format() {
        return "memory";
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        values.forEach((name, tensor) -> infos.put(name, tensor.info()));
        return infos;
    }

    @Override
    public void readInto(String name, ByteBuffer into) {
        into.duplicate().put(new StateDict(values).require(name).values().duplicate());
    }

    @Override
    public void close() {}
}
