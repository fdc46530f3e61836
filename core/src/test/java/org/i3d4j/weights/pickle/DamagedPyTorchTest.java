package org.i3d4j.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.weights.pickle.TorchFiles.fixture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPyTorchTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("damaged.pt");
    }

    /** Every tensor, or nothing if the file is refused; any other exception ends the test. */
    private Optional<StateDict> readAll() {
        try (WeightsFile weights = PyTorchFile.open(file)) {
            return Optional.of(weights.readAll(name -> true));
        } catch (WeightsException e) {
            assertThat(e).hasMessageContaining(file.toString());
            return Optional.empty();
        }
    }

    private static void put(FileChannel channel, long position, int value) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expanded.pt", "views_legacy.pt", "python2_legacy.pt"})
    void refusesEveryTruncation(String name) throws IOException {
        Files.copy(fixture(name), file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long length = channel.size() - 1; length >= 0; length--) {
                channel.truncate(length);
                assertThat(readAll()).as("%d bytes", length).isEmpty();
            }
        }
    }

    private void writeOneTensor() {
        PyTorchWriter.write(file, Map.of("k", "v"), Map.of("a", TensorData.of(new float[] {1, 2}, 2)));
    }

    /** The checksums leave nothing to chance: what is read is what was written. */
    @Test
    void noticesEveryFlippedBitOfAZipThatMatters() throws IOException {
        writeOneTensor();
        StateDict good = readAll().orElseThrow();
        int refused = 0;
        byte[] bytes = TorchFiles.bytes(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
                int at = bit / Byte.SIZE;
                put(channel, at, bytes[at] ^ (1 << (bit % Byte.SIZE)));
                Optional<StateDict> read = readAll();
                put(channel, at, bytes[at]);
                read.ifPresent(found -> assertThat(found.asMap()).isEqualTo(good.asMap()));
                refused += read.isEmpty() ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length * Byte.SIZE / 2);
    }

    /** Legacy files have no checksums: another value or name can't be noticed, but nothing else may happen. */
    @Test
    void survivesEveryFlippedBitOfALegacyFile() throws IOException {
        Files.copy(fixture("python2_legacy.pt"), file);
        byte[] bytes = TorchFiles.bytes(file);
        int refused = 0;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
                int at = bit / Byte.SIZE;
                put(channel, at, bytes[at] ^ (1 << (bit % Byte.SIZE)));
                refused += readAll().isEmpty() ? 1 : 0;
                put(channel, at, bytes[at]);
            }
        }
        assertThat(refused).isGreaterThan(bytes.length * Byte.SIZE / 2);
    }

    @Test
    void refusesBytesBehindTheStoragesOfALegacyFile() throws IOException {
        byte[] good = TorchFiles.bytes(fixture("python2_legacy.pt"));
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("the storages end at byte " + good.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 7, 5})
    void refusesCountsOtherThanThePickles(long count) throws IOException {
        byte[] bytes = TorchFiles.bytes(fixture("python2_legacy.pt"));
        ByteBuffer.wrap(bytes).putLong(bytes.length - 32, Long.reverseBytes(count));
        Files.write(file, bytes);
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("has " + count + " values");
    }
}
