package org.i3d4j.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VideosProgressTest {
    private final StringWriter text = new StringWriter();
    private Instant now = Instant.EPOCH;

    private VideosProgress progress(Progress how) {
        return new VideosProgress("extracted", 3, how, new PrintWriter(text), () -> now);
    }

    @Test
    void aLongVideoIsFollowed() {
        try (VideosProgress progress = progress(Progress.LINES)) {
            progress.within("a.mp4", "10 %");
            now = now.plusSeconds(6);
            progress.accept(1);
            now = now.plusSeconds(6);
            progress.within("b.mp4", "20 %");
            progress.within("b.mp4", "21 %");
            progress.accept(2);
            progress.accept(3);
            progress.makeRoom();
        }

        assertThat(text).hasToString("""
                extracted 1 of 3 videos
                extracted 1 of 3 videos, 20 % of b.mp4
                extracted 3 of 3 videos
                """.replace("\n", System.lineSeparator()));
    }

    @Test
    void whoWantsQuietHearsNothing() {
        try (VideosProgress progress = progress(Progress.NONE)) {
            now = now.plusSeconds(60);
            progress.within("a.mp4", "10 %");
            progress.accept(3);
            progress.makeRoom();
        }

        assertThat(text).hasToString("");
    }
}
