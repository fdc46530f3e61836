package org.i3d4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of every format, damaged at random: whatever is in them, a reader gives values or a {@link WeightsException} that
 * names the file. The damage follows from the seed; a time limit ends the rounds early on a slow machine.
 */
class FuzzTest {
    private static final long SEED = 20_170_522;
    private static final int ROUNDS = 400;
    private static final long MAX_MILLIS_PER_FILE = 1_000;
    /** Bytes that formats give a meaning to. */
    private static final byte[] TELLING = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '{', '(', '.', 'P', 'K'};

    @TempDir
    private Path folder = Path.of("");

    static List<Path> files() throws IOException, URISyntaxException {
        Path weights = Path.of(
                Objects.requireNonNull(FuzzTest.class.getResource("/weights")).toURI());
        try (Stream<Path> all = Files.walk(weights)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".py")
                            && !file.endsWith("checkpoint")
                            && !file.toString().contains(".data-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void damageIsAnError(Path file) throws IOException {
        Path copy = copyWithNeighbours(file);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random =
                new SplittableRandom(SEED + file.getFileName().toString().hashCode());
        long end = System.nanoTime() + MAX_MILLIS_PER_FILE * 1_000_000;
        List<String> refused = new ArrayList<>();
        int rounds = 0;
        for (; rounds < ROUNDS && System.nanoTime() < end; rounds++) {
            Files.write(copy, damaged(whole, random));
            try {
                readEverything(copy);
            } catch (WeightsException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
        System.out.println("fuzz: " + file.getFileName() + ": " + rounds + " damaged files, " + refused.size()
                + " refused, the others read");
        assertThat(rounds).isPositive();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).contains(folder.toString()));
    }

    /** A bundle's values lie in files beside its index. */
    private Path copyWithNeighbours(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".index")) {
            String prefix = name.substring(0, name.length() - "index".length());
            try (Stream<Path> neighbours = Files.list(Objects.requireNonNull(file.getParent()))) {
                for (Path neighbour : neighbours.toList()) {
                    if (neighbour.getFileName().toString().startsWith(prefix)) {
                        Files.copy(neighbour, folder.resolve(neighbour.getFileName()));
                    }
                }
            }
        }
        return folder.resolve(name);
    }

    private static void readEverything(Path file) {
        if (file.toString().endsWith(".npy")) {
            NpyFile.read(file);
            return;
        }
        try (WeightsFile open = WeightsFiles.open(file)) {
            open.readAll(name -> true);
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> spliced(bytes, random);
            case 2 -> withLength(bytes, random);
            default -> withChangedBytes(bytes, random);
        };
    }

    private static byte[] withChangedBytes(byte[] bytes, SplittableRandom random) {
        for (int change = random.nextInt(1, 9); change > 0; change--) {
            boolean telling = random.nextBoolean();
            bytes[random.nextInt(bytes.length)] =
                    telling ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** A piece of the file in another place of it. */
    private static byte[] spliced(byte[] bytes, SplittableRandom random) {
        int length = random.nextInt(1, Math.min(64, bytes.length));
        int from = random.nextInt(bytes.length - length);
        int to = random.nextInt(bytes.length - length);
        System.arraycopy(bytes.clone(), from, bytes, to, length);
        return bytes;
    }

    /** Eight bytes that read as an absurd length. */
    private static byte[] withLength(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(Math.max(1, bytes.length - Long.BYTES));
        long length = random.nextBoolean() ? Long.MAX_VALUE : -1L >>> random.nextInt(64);
        for (int i = 0; i < Long.BYTES && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (length >>> (8 * i));
        }
        return bytes;
    }
}
