package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.i3d4j.weights.tfbundle.message.BundleEntry;
import org.i3d4j.weights.tfbundle.message.BundleHeader;
import org.i3d4j.weights.tfbundle.message.ElementType;
import org.i3d4j.weights.tfbundle.message.Shape;

/** The checkpoints that TensorFlow made, and bundles made of any messages, with good checksums. */
final class BundleFixtures {
    static final BundleHeader HEADER = BundleHeader.newBuilder().setNumShards(1).build();

    private BundleFixtures() {}

    /** Puts TensorFlow's checkpoints {@code prefix} into {@code folder}; returns the prefix there. */
    static Path copy(String prefix, Path folder) throws IOException {
        for (String suffix :
                List.of(".index", ".data-00000-of-00001", ".data-00000-of-00002", ".data-00001-of-00002")) {
            try (InputStream in = BundleFixtures.class.getResourceAsStream("/weights/tensorflow/" + prefix + suffix)) {
                if (in != null) {
                    Files.write(folder.resolve(prefix + suffix), in.readAllBytes());
                }
            }
        }
        return folder.resolve(prefix);
    }

    /** A file that TensorFlow made. */
    static byte[] bytes(String file) throws IOException {
        try (InputStream in = BundleFixtures.class.getResourceAsStream("/weights/tensorflow/" + file)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** A good entry of two floats at the start of the data. */
    static BundleEntry.Builder twoFloats() {
        return BundleEntry.newBuilder()
                .setDtype(ElementType.DT_FLOAT)
                .setShape(shape(2))
                .setSize(8);
    }

    static Shape.Builder shape(long... sides) {
        Shape.Builder shape = Shape.newBuilder();
        for (long side : sides) {
            shape.addDimBuilder().setSize(side);
        }
        return shape;
    }

    /** Writes a bundle of one tensor {@code a} with this entry and eight bytes of data; returns its index. */
    static Path write(Path folder, BundleHeader header, BundleEntry entry) throws IOException {
        return write(
                folder,
                List.of(
                        new TableEntry(ByteString.EMPTY, header.toByteString()),
                        new TableEntry(ByteString.copyFromUtf8("a"), entry.toByteString())));
    }

    static Path write(Path folder, List<TableEntry> entries) throws IOException {
        Files.write(folder.resolve("m.data-00000-of-00001"), new byte[8]);
        return Files.write(folder.resolve("m.index"), TableWriter.write(new ArrayList<>(entries)));
    }
}
