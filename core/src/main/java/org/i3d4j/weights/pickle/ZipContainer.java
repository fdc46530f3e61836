package org.i3d4j.weights.pickle;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.MetadataJson;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.pickle.machine.PickleInput;
import org.i3d4j.weights.pickle.machine.PickleMachine;
import org.i3d4j.weights.pickle.machine.StorageRef;
import org.i3d4j.weights.pickle.zip.ZipArchive;
import org.i3d4j.weights.pickle.zip.ZipMember;

/**
 * PyTorch's zip archives: under one folder of any name {@code data.pkl}, each storage as {@code data/KEY}, and
 * {@code byteorder}.
 */
final class ZipContainer implements Container {
    static final String PICKLE = "data.pkl";
    static final String STORAGES = "data/";
    static final String BYTE_ORDER = "byteorder";
    static final String LITTLE_ENDIAN = "little";
    /** Where {@code torch.jit.save} puts files of others; {@code torch.load} passes it by. */
    static final String METADATA = "extra/i3d4j.json";

    private static final String TORCHSCRIPT_PART = "constants.pkl";
    private static final int MAXIMUM_WORD_BYTES = 64;

    private final RandomAccessInput file;
    private final ZipArchive archive;
    private final String folder;
    private final boolean bigEndian;
    private final Map<String, String> metadata;
    private final Object root;

    private ZipContainer(RandomAccessInput file) {
        this.file = file;
        this.archive = ZipArchive.read(file);
        this.folder = folder();
        this.bigEndian = readByteOrder();
        this.metadata = find(METADATA)
                .map(member -> MetadataJson.parse(
                        file.file() + ": " + METADATA, archive.readAll(member, MetadataJson.MAXIMUM_BYTES)))
                .orElse(Map.of());
        this.root = readPickle();
    }

    /** @throws WeightsException if the archive is damaged, not of PyTorch, or its pickle is refused */
    static ZipContainer read(RandomAccessInput file) {
        return new ZipContainer(file);
    }

    private String folder() {
        List<String> pickles = archive.names().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new WeightsException(file.file() + ": " + describe(pickles.size()));
        }
        String folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
        if (archive.names().contains(folder + TORCHSCRIPT_PART)) {
            throw new WeightsException(file.file() + ": is a TorchScript model, not a state dict; in Python:"
                    + " torch.save(torch.jit.load(...).state_dict(), 'weights.pt')");
        }
        return folder;
    }

    private String describe(int pickles) {
        if (pickles > 1) {
            return "has " + pickles + " files called " + PICKLE + "; expected one, as torch.save writes";
        }
        boolean arrays = archive.names().stream().allMatch(name -> name.endsWith(".npy"));
        return "is a zip archive, but not of torch.save: it has no " + PICKLE
                + (arrays ? "; it looks like NumPy's .npz" : "; if a checkpoint is in it, unpack it first");
    }

    private boolean readByteOrder() {
        String order = find(BYTE_ORDER)
                .map(member -> new String(archive.readAll(member, MAXIMUM_WORD_BYTES), StandardCharsets.ISO_8859_1))
                .orElse(LITTLE_ENDIAN);
        if (!order.equals(LITTLE_ENDIAN) && !order.equals("big")) {
            throw new WeightsException(
                    file.file() + ": " + BYTE_ORDER + ": expected 'little' or 'big', found '" + order + "'");
        }
        return order.equals("big");
    }

    private Optional<ZipMember> find(String name) {
        return archive.find(folder + name);
    }

    private Object readPickle() {
        byte[] pickle = archive.readAll(find(PICKLE).orElseThrow(), (int) PickleInput.MAXIMUM_BYTES);
        var input =
                new PickleInput(new ByteArrayInputStream(pickle), file.file() + ": " + folder + PICKLE, pickle.length);
        return PickleMachine.read(input).root();
    }

    @Override
    public String kind() {
        return "zip";
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public boolean bigEndian() {
        return bigEndian;
    }

    @Override
    public void requireWhole(StorageRef storage) {
        member(storage);
    }

    private ZipMember member(StorageRef storage) {
        String name = folder + STORAGES + storage.key();
        ZipMember member = archive.find(name)
                .orElseThrow(() -> new WeightsException(
                        file.file() + ": has no member '" + name + "', which the pickle refers to; it is damaged"));
        if (member.bytes() != storage.bytes()) {
            throw new WeightsException(file.file() + ": member '" + name + "' has " + member.bytes() + " bytes, but "
                    + storage.count() + " values of a " + storage.type().className() + " take " + storage.bytes());
        }
        return member;
    }

    @Override
    public void read(StorageRef storage, long offset, ByteBuffer into) {
        archive.read(member(storage), offset, into);
    }
}
