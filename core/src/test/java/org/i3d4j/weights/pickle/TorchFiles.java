package org.i3d4j.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.pickle.zip.StoredZip;

/** Files of {@code make_fixtures.py}, and archives around a pickle of one's own. */
final class TorchFiles {
    private TorchFiles() {}

    /** The file that {@code make_fixtures.py} made. */
    static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(TorchFiles.class.getResource("/weights/pytorch/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes an archive with {@code pickle}, a byte a char, and other members by their names. */
    static void writeZip(Path file, String pickle, Map<String, byte[]> members) {
        AtomicFile.write(file, channel -> {
            var zip = new StoredZip(channel);
            zip.add("a/data.pkl", ByteBuffer.wrap(pickle.getBytes(StandardCharsets.ISO_8859_1)));
            for (Map.Entry<String, byte[]> member : new TreeMap<>(members).entrySet()) {
                zip.add("a/" + member.getKey(), ByteBuffer.wrap(member.getValue()));
            }
            zip.finish();
        });
    }

    /** The pickle of one float tensor over the storage {@code data/0}. */
    static String floatTensor(int count, int offset, String shape, String strides) {
        return "ctorch._utils\n_rebuild_tensor\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK"
                + (char) count + "tQK" + (char) offset + "(" + numbers(shape) + "t(" + numbers(strides) + "ttR";
    }

    private static String numbers(String digits) {
        StringBuilder numbers = new StringBuilder();
        digits.chars().forEach(digit -> numbers.append('K').append((char) (digit - '0')));
        return numbers.toString();
    }

    static void assertFloats(WeightsFile file, String name, float... expected) {
        assertThat(file.read(name).toFloat32().toFloatArray()).as(name).containsExactly(expected);
    }

    static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
