package org.i3d4j.torch.distributed.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutGreetingsTest {
    private static final String GREETING =
            "[Gloo] Rank 0 is connected to 1 peer ranks. Expected number of connected peer ranks is : 1\n";

    private static String passed(String text, int bytesAtOnce) throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (WithoutGreetings without = new WithoutGreetings(to)) {
            for (int at = 0; at < bytes.length; at += bytesAtOnce) {
                without.write(bytes, at, Math.min(bytesAtOnce, bytes.length - at));
            }
        }
        return to.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void leavesOutGreetingsHoweverTheyArrive(int bytesAtOnce) throws IOException {
        assertThat(passed(GREETING + "epoch 1\n" + GREETING + GREETING + "\n50 %\r60 %", bytesAtOnce))
                .isEqualTo("epoch 1\n\n50 %\r60 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Gloo] Rank", "[Gloo] is gone\n", "[[Gloo] Rank 1\n", "a [Gloo] Rank 1\n", "[", ""})
    void passesOnAllElse(String text) throws IOException {
        assertThat(passed(text, 1)).isEqualTo(text);
        assertThat(passed(text, 10_000)).isEqualTo(text);
    }
}
