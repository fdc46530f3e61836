package org.i3d4j.weights.mindspore;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.SidecarFile;

/**
 * Writes MindSpore checkpoints; those without tensors above 512 MiB are byte for byte as MindSpore 2 writes them. The format
 * has no room for text: that goes to a {@link SidecarFile}.
 */
public final class MindSporeWriter {
    /** Larger tensors are cut, as by MindSpore: a protobuf message has to stay below 2 GiB. */
    private static final int MAXIMUM_PIECE_BYTES = 512 << 20;

    private MindSporeWriter() {}

    /**
     * Writes {@code tensors} and, beside them, {@code metadata}.
     *
     * @throws OutputException if one of the files can't be written; its old one is still there
     */
    public static void write(Path file, Map<String, String> metadata, Map<String, TensorData> tensors) {
        write(file, tensors);
        SidecarFile.write(file, metadata);
    }

    /**
     * Writes {@code tensors}, in the map's order, to {@code file}, which keeps its old content until the new one is on the
     * disk.
     *
     * @throws OutputException if it can't be written; the old file is still there
     */
    public static void write(Path file, Map<String, TensorData> tensors) {
        write(file, tensors, MAXIMUM_PIECE_BYTES);
    }

    static void write(Path file, Map<String, TensorData> tensors, int maximumPieceBytes) {
        for (String name : tensors.keySet()) {
            if (name.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                throw new OutputException(file + ": a tensor can't be called '" + name + "' in a MindSpore checkpoint");
            }
        }
        AtomicFile.write(file, channel -> {
            for (Map.Entry<String, TensorData> named : tensors.entrySet()) {
                writeTensor(channel, named.getKey(), named.getValue(), maximumPieceBytes);
            }
        });
    }

    private static void writeTensor(FileChannel channel, String name, TensorData tensor, int maximumPieceBytes)
            throws IOException {
        ByteBuffer values = tensor.values().duplicate();
        do {
            ByteBuffer piece = values.slice(values.position(), Math.min(maximumPieceBytes, values.remaining()));
            AtomicFile.writeFully(channel, head(name, tensor, piece.remaining()));
            values.position(values.position() + piece.remaining());
            AtomicFile.writeFully(channel, piece);
        } while (values.hasRemaining());
    }

    /** A value up to before its content, which comes last. */
    private static ByteBuffer head(String name, TensorData tensor, int contentBytes) throws IOException {
        ByteArrayOutputStream tensorHead = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(tensorHead);
        for (long side : tensor.shape()) {
            out.writeInt64(1, side);
        }
        out.writeString(2, TensorTypes.name(tensor.dataType()));
        writeLength(out, 3, contentBytes);
        out.flush();

        ByteArrayOutputStream valueHead = new ByteArrayOutputStream();
        out = CodedOutputStream.newInstance(valueHead);
        out.writeString(1, name);
        writeLength(out, 2, tensorHead.size() + contentBytes);
        out.flush();
        tensorHead.writeTo(valueHead);

        ByteArrayOutputStream head = new ByteArrayOutputStream();
        out = CodedOutputStream.newInstance(head);
        writeLength(out, 1, valueHead.size() + contentBytes);
        out.flush();
        valueHead.writeTo(head);
        return ByteBuffer.wrap(head.toByteArray());
    }

    private static void writeLength(CodedOutputStream out, int field, int bytes) throws IOException {
        out.writeTag(field, WireReader.BYTES);
        out.writeUInt32NoTag(bytes);
    }
}
