package org.i3d4j.video.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoContainersTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "one_frame.mp4, true",
        "counter_gop60_b3.mp4, true",
        "trunc_faststart.mp4, true",
        "audio_only.mp4, false",
        "text_renamed.mp4, false",
        "zero_byte.mp4, false",
        "hls_http_renamed.mp4, false"
    })
    void looksAtTheContentWhateverTheName(String made, boolean video) throws IOException {
        Path file = folder.resolve("file.dat");
        try (InputStream media = VideoContainersTest.class.getResourceAsStream("/media/made/" + made)) {
            Files.write(file, Objects.requireNonNull(media).readAllBytes());
        }

        assertThat(VideoContainers.holdsVideo(file)).isEqualTo(video);
    }

    @Test
    void whatIsNoFileIsNoVideo() throws IOException {
        assertThat(VideoContainers.holdsVideo(folder)).isFalse();
        assertThat(VideoContainers.holdsVideo(folder.resolve("gone"))).isFalse();
        byte[] noise = new byte[1 << 16];
        new Random(1).nextBytes(noise);
        assertThat(VideoContainers.holdsVideo(Files.write(folder.resolve("noise"), noise)))
                .isFalse();
    }
}
