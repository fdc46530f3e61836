package org.i3d4j.weights.tfbundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnappyTest {
    private static String decompress(byte[] compressed) throws IOException {
        return new String(Snappy.decompress(ByteBuffer.wrap(compressed)), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "00, ''",
        "0308616263, abc",
        // the literal's length behind its tag, in one byte and in two
        "03f002616263, abc",
        "03f40200616263, abc",
        // copies with offsets of one, two and four bytes that run into what they write
        "0600610501, aaaaaa",
        "060461620e0200, ababab",
        "060461620f02000000, ababab"
    })
    void decompressesEveryElement(String hex, String expected) throws IOException {
        assertThat(decompress(HexFormat.of().parseHex(hex))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', without a length",
        "ffffffffff, without a length",
        "ffffffff0f00, can't become 4294967295",
        "1700, can't become 23",
        "0408616263, ends at byte 3 of 4",
        "0208616263, longer than it says",
        "03086162, truncated",
        "03f0, truncated",
        "03fcffffffff61, truncated",
        "0500610501, longer than it says",
        "0600610502, copies from before its start",
        "0600610500, copies from before its start",
        "060461620fffffffff, copies from before its start",
        "060461620f0200, truncated"
    })
    void refusesDamage(String hex, String message) {
        byte[] compressed = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> decompress(compressed))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void survivesRandomBytes() {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] compressed = new byte[random.nextInt(1, 60)];
            random.nextBytes(compressed);
            compressed[0] = (byte) random.nextInt(128);
            try {
                assertThat(decompress(compressed)).hasSize(compressed[0]);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
