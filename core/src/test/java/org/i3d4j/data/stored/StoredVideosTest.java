package org.i3d4j.data.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredVideosTest {
    @TempDir
    private Path root;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private Optional<String> find(String name) {
        return new StoredVideos(List.of(root.resolve("first"), root))
                .find(name)
                .map(file -> root.relativize(file).toString());
    }

    @Test
    void takesTheFirstFormAndPlaceThatIsThere() throws IOException {
        files("first/a.mkv", "a.mp4", "b.npy", "b/img_1.jpg", "c/img_1.jpg", "d.M2TS", "d.txt", "e.txt");

        assertThat(find("a.mp4")).contains("first/a.mkv");
        assertThat(find("b.mp4")).contains("b.npy");
        assertThat(find("c.mp4")).contains("c");
        assertThat(find("d.avi")).contains("d.M2TS");
        assertThat(find("e.mp4")).isEmpty();
        assertThat(find("e.txt")).contains("e.txt");
    }

    @Test
    void aVideoWithAnExtensionThatTellsNothingIsLookedAt() throws IOException {
        files("text.dat", "half.mp4.part");
        try (InputStream media = StoredVideosTest.class.getResourceAsStream("/media/made/one_frame.mp4")) {
            Files.write(root.resolve("video.dat"), Objects.requireNonNull(media).readAllBytes());
        }

        assertThat(find("video.mp4")).contains("video.dat");
        assertThat(find("text.mp4")).isEmpty();
        assertThat(find("half.mp4")).isEmpty();
    }

    @Test
    void arraysThatKeepTheExtensionAreThoseOfTheirVideosAlone() throws IOException {
        files("a.avi.npy", "a.mp4.npy", "b.dat.npy");

        assertThat(find("a.avi")).contains("a.avi.npy");
        assertThat(find("a.mp4")).contains("a.mp4.npy");
        assertThat(find("a.mkv")).isEmpty();
        assertThat(find("b.dat")).contains("b.dat.npy");
        assertThat(find("b.mp4")).contains("b.dat.npy");
    }
}
