package org.i3d4j.weights.pickle;

import java.io.BufferedInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.pickle.machine.PickleInput;
import org.i3d4j.weights.pickle.machine.PickleMachine;
import org.i3d4j.weights.pickle.machine.PyDict;
import org.i3d4j.weights.pickle.machine.PyList;
import org.i3d4j.weights.pickle.machine.StorageRef;
import org.i3d4j.weights.pickle.machine.Unpickled;

/**
 * PyTorch's format from 0.1.10 until 1.6: five pickles (a magic number, the version, facts about the machine, the
 * object, the storages' keys), then each storage as the number of its values and the values. There are no checksums.
 */
final class LegacyContainer implements Container {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final RandomAccessInput file;
    private final Object root;
    private final boolean bigEndian;
    /** File position of each storage's first value. */
    private final Map<String, Long> positions = new HashMap<>();

    private LegacyContainer(RandomAccessInput file) {
        this.file = file;
        var buffered = new BufferedInputStream(file.stream(0, file.bytes()));
        var input = new PickleInput(buffered, file.file().toString(), file.bytes());
        requireMagic(input);
        this.bigEndian = isBigEndian(PickleMachine.read(input).root());
        Unpickled content = PickleMachine.read(input);
        this.root = content.root();
        locate(content.storages(), PickleMachine.read(input).root(), input.position());
    }

    /** @throws WeightsException if the file is damaged, a pickle of something else, or its pickle is refused */
    static LegacyContainer read(RandomAccessInput file) {
        return new LegacyContainer(file);
    }

    private void requireMagic(PickleInput input) {
        if (!PickleMachine.read(input).root().equals(MAGIC)) {
            throw new WeightsException(file.file() + ": is a Python pickle, but not of torch.save: it does not start"
                    + " with PyTorch's magic number; in Python: torch.save(state_dict, 'weights.pt')");
        }
        Object version = PickleMachine.read(input).root();
        if (!version.equals(VERSION)) {
            throw new WeightsException(
                    file.file() + ": damaged: expected version " + VERSION + " of PyTorch's format from before 1.6");
        }
    }

    private boolean isBigEndian(Object system) {
        Object little = system instanceof PyDict facts ? facts.entries().get("little_endian") : null;
        if (!(little instanceof Boolean known)) {
            throw new WeightsException(file.file() + ": damaged: the order of bytes (little_endian) is missing");
        }
        return !known;
    }

    private void locate(Map<String, StorageRef> storages, Object keys, long dataStart) {
        long position = dataStart;
        for (Object key : keys(keys)) {
            StorageRef storage = key instanceof String name ? storages.get(name) : null;
            if (storage == null || positions.containsKey(storage.key())) {
                throw new WeightsException(
                        file.file() + ": damaged: the list of storages has one that no tensor uses, or one twice");
            }
            requireCount(storage, position);
            positions.put(storage.key(), position + Long.BYTES);
            position += Long.BYTES + storage.bytes();
        }
        if (position != file.bytes()) {
            throw new WeightsException(
                    file.file() + ": damaged: the storages end at byte " + position + ", the file at " + file.bytes());
        }
        storages.values().forEach(this::requireWhole);
    }

    private List<Object> keys(Object keys) {
        if (!(keys instanceof PyList list)) {
            throw new WeightsException(file.file() + ": damaged: the list of storages is missing");
        }
        return list.items();
    }

    private void requireCount(StorageRef storage, long position) {
        long count = file.read(position, Long.BYTES)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (count != storage.count()) {
            throw new WeightsException(file.file() + ": damaged: storage '" + storage.key() + "' has " + count
                    + " values at byte " + position + ", the pickle gives it " + storage.count());
        }
        long available = file.bytes() - position - Long.BYTES;
        if (storage.bytes() > available) {
            throw new WeightsException(file.file() + ": truncated: storage '" + storage.key() + "' takes "
                    + storage.bytes() + " bytes, " + available + " are left");
        }
    }

    @Override
    public String kind() {
        return "legacy";
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public boolean bigEndian() {
        return bigEndian;
    }

    @Override
    public void requireWhole(StorageRef storage) {
        position(storage);
    }

    private long position(StorageRef storage) {
        Long position = positions.get(storage.key());
        if (position == null) {
            throw new WeightsException(
                    file.file() + ": damaged: storage '" + storage.key() + "' is missing from the list of storages");
        }
        return position;
    }

    @Override
    public void read(StorageRef storage, long offset, ByteBuffer into) {
        file.readFully(into.slice(), position(storage) + offset);
        into.position(into.limit());
    }
}
