package org.i3d4j.weights.safetensors;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.WeightsFile;

/**
 * A file whose checksum was found right, with tensors that were read for it: whoever reads one gets it and the memory it
 * lies in, and only a second time it comes from the file.
 */
final class VerifiedFile implements WeightsFile {
    private final SafetensorsFile file;
    private final Map<String, TensorData> tensors;

    VerifiedFile(SafetensorsFile file, Map<String, TensorData> tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    @Override
    public Path file() {
        return file.file();
    }

    @Override
    public String format() {
        return file.format();
    }

    @Override
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return file.tensors();
    }

    @Override
    public Map<String, String> unreadable() {
        return file.unreadable();
    }

    @Override
    public TensorData read(String name) {
        TensorData known = tensors.remove(name);
        return known == null ? file.read(name) : known;
    }

    @Override
    public void readInto(String name, ByteBuffer values) {
        TensorData known = tensors.remove(name);
        if (known == null) {
            file.readInto(name, values);
        } else {
            values.slice().put(known.values().duplicate());
        }
    }

    @Override
    public void close() {
        tensors.clear();
        file.close();
    }
}
