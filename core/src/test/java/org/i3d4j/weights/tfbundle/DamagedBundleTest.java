package org.i3d4j.weights.tfbundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.i3d4j.weights.tfbundle.message.BundleEntry;
import org.i3d4j.weights.tfbundle.message.BundleHeader;
import org.i3d4j.weights.tfbundle.message.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedBundleTest {
    private static final String PREFIX = "sharded.ckpt";
    private static final String INDEX = PREFIX + ".index";
    private static final String DATA = PREFIX + ".data-00000-of-00002";

    @TempDir
    private Path folder;

    private void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> {
                    try (WeightsFile weights = WeightsFiles.open(file)) {
                        weights.readAll(name -> true);
                    }
                })
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message);
    }

    private void assertRefused(BundleEntry.Builder entry, String message) throws IOException {
        assertRefused(BundleFixtures.write(folder, BundleFixtures.HEADER, entry.build()), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {INDEX, DATA})
    void refusesEveryTruncation(String name) throws IOException {
        Path prefix = BundleFixtures.copy(PREFIX, folder);
        byte[] good = BundleFixtures.bytes(name);
        for (int length = 0; length < good.length; length++) {
            Files.write(folder.resolve(name), Arrays.copyOf(good, length));
            assertRefused(prefix, "");
        }
    }

    @Test
    void noticesEveryFlippedBitOfTheIndex() throws IOException {
        byte[] bytes = BundleFixtures.bytes(INDEX);
        assertThat(TableReader.read(folder, bytes)).hasSize(4);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertThatThrownBy(() -> TableReader.read(folder, bytes))
                    .as("bit %d", bit)
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(folder.toString());
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
    }

    @Test
    void noticesEveryFlippedBitOfTheValues() throws IOException {
        Path prefix = BundleFixtures.copy(PREFIX, folder);
        byte[] bytes = BundleFixtures.bytes(DATA);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(folder.resolve(DATA), bytes);
            assertRefused(prefix, "checksum");
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
    }

    @Test
    void namesTheTensorWhoseValuesAreDamaged() throws IOException {
        Path prefix = BundleFixtures.copy(PREFIX, folder);
        byte[] data = BundleFixtures.bytes(DATA);
        data[0] ^= 1;
        Files.write(folder.resolve(DATA), data);
        try (WeightsFile weights = WeightsFiles.open(prefix)) {
            assertThat(weights.read("b").toFloatArray()).hasSize(4);
            assertThatThrownBy(() -> weights.read("a"))
                    .hasMessageContaining(DATA)
                    .hasMessageContaining("tensor 'a' (12 bytes at byte 0) fail their checksum");
        }
    }

    @Test
    void namesAMissingFile() throws IOException {
        Path prefix = BundleFixtures.copy(PREFIX, folder);
        Files.delete(folder.resolve(DATA));
        assertRefused(prefix, DATA + ": no such file");
        Files.delete(folder.resolve(INDEX));
        assertRefused(
                folder.resolve(PREFIX + ".data-00001-of-00002"), INDEX + ", which says what they are, is missing");
        assertRefused(prefix, "no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, its entry says 8",
        "4611686018427387904, too large",
        "-1, negative side",
        "-9223372036854775808, negative side",
        "3, F32[3] takes 12 bytes"
    })
    void refusesAbsurdShapes(long side, String message) throws IOException {
        long[] sides = side == Long.MAX_VALUE ? new long[] {side / 4} : new long[] {side};
        assertRefused(BundleFixtures.twoFloats().setShape(BundleFixtures.shape(sides)), message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 8, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void refusesValuesOutsideTheDataFile(long offset) throws IOException {
        assertRefused(BundleFixtures.twoFloats().setOffset(offset), "8 bytes from byte " + offset);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 9, -8, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesSizesThatAreNotTheShapes(long size) throws IOException {
        assertRefused(BundleFixtures.twoFloats().setSize(size), "its entry says " + size);
    }

    @Test
    void takesNoMemoryForATensorLargerThanItsFile() throws IOException {
        long bytes = 1L << 50;
        assertRefused(
                BundleFixtures.twoFloats()
                        .setShape(BundleFixtures.shape(bytes / 4))
                        .setSize(bytes),
                "takes " + bytes + " bytes from byte 0, the file has 8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesDataFilesThatDoNotExist(int shard) throws IOException {
        assertRefused(BundleFixtures.twoFloats().setShardId(shard), "data file " + shard + " of 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100_000, Integer.MAX_VALUE})
    void refusesAbsurdNumbersOfDataFiles(int shards) throws IOException {
        BundleHeader header = BundleHeader.newBuilder().setNumShards(shards).build();
        assertRefused(
                BundleFixtures.write(folder, header, BundleFixtures.twoFloats().build()), "found " + shards);
    }

    @Test
    void refusesOtherByteOrdersAndNewerVersions() throws IOException {
        BundleEntry entry = BundleFixtures.twoFloats().build();
        BundleHeader bigEndian = BundleFixtures.HEADER.toBuilder()
                .setEndianness(BundleHeader.Endianness.BIG)
                .build();
        assertRefused(BundleFixtures.write(folder, bigEndian, entry), "big-endian");
        BundleHeader newer = BundleFixtures.HEADER.toBuilder()
                .setVersion(Version.newBuilder().setMinConsumer(2))
                .build();
        assertRefused(BundleFixtures.write(folder, newer, entry), "needs a reader of version 2");
    }

    @Test
    void refusesShapesOfUnknownOrAbsurdRank() throws IOException {
        assertRefused(
                BundleFixtures.twoFloats().setShape(BundleFixtures.shape().setUnknownRank(true)), "expected a shape");
        assertRefused(BundleFixtures.twoFloats().setShape(BundleFixtures.shape(new long[300])), "found 300");
    }

    @Test
    void refusesTablesThatAreNoBundle() throws IOException {
        TableEntry header = new TableEntry(ByteString.EMPTY, BundleFixtures.HEADER.toByteString());
        ByteString entry = BundleFixtures.twoFloats().build().toByteString();
        TableEntry good = new TableEntry(ByteString.copyFromUtf8("a"), entry);
        assertRefused(BundleFixtures.write(folder, List.of(good)), "no header");
        assertRefused(BundleFixtures.write(folder, List.of(header, good, good)), "one stands twice");
        TableEntry noName = new TableEntry(ByteString.copyFrom(new byte[] {(byte) 0xff}), entry);
        assertRefused(BundleFixtures.write(folder, List.of(header, noName)), "not UTF-8");
        TableEntry noEntry = new TableEntry(ByteString.copyFromUtf8("a"), ByteString.copyFromUtf8("\u000f"));
        assertRefused(BundleFixtures.write(folder, List.of(header, noEntry)), "tensor 'a': damaged entry");
        TableEntry noHeader = new TableEntry(ByteString.EMPTY, ByteString.copyFromUtf8("\u000f"));
        assertRefused(BundleFixtures.write(folder, List.of(noHeader, good)), "damaged header");
        TableEntry version1 = new TableEntry(ByteString.EMPTY, ByteString.copyFromUtf8("\n\0"));
        assertRefused(BundleFixtures.write(folder, List.of(version1, good)), "one of version 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "model_checkpoint_path: \"none\"", "model_checkpoint_path: \"a\\000b\"", "{{{{{{{{"})
    void refusesADamagedListOfCheckpoints(String text) throws IOException {
        Files.writeString(folder.resolve("checkpoint"), text);
        assertRefused(folder, "checkpoint: ");
    }
}
