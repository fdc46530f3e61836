package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
import org.i3d4j.predict.SlidingWindow.Steps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
    @ParameterizedTest
    @CsvSource({
        "10, 5, 20, 0 5 10",
        "10, 5, 21, 0 5 10 11",
        "10, 10, 20, 0 10",
        "10, 10, 25, 0 10 15",
        "10, 3, 10, 0",
        "10, 3, 4, 0",
        "10, 3, 1, 0",
        "10, 25, 30, 0 20",
        "10, 25, 24, 0",
        "10, 2147483647, 100, 0",
    })
    void placesWindowsOverTheWholeVideo(int frames, int stride, int videoFrames, String starts) {
        assertThat(new Steps(frames, stride).starts(videoFrames))
                .containsExactlyElementsOf(Arrays.stream(starts.split(" ", -1))
                        .map(Integer::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"64, 0, 64", "64, 30, 64", "2.5s, 30, 75", "2s, 29.97, 60", "0.001s, 25, 1"})
    void countsSpansInFrames(String text, double frameRate, int frames) {
        FrameSpan span = FrameSpan.parse(text);
        assertThat(span.frames(frameRate)).isEqualTo(frames);
        assertThat(span).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "-3", "2.5", "ten", "", "5 s", "1e3", "NaN", "99999999999"})
    void refusesOtherSpans(String text) {
        assertThatThrownBy(() -> FrameSpan.parse(text)).isInstanceOf(ShapeException.class);
    }

    @Test
    void needsAFrameRateForSeconds() {
        assertThatThrownBy(() -> FrameSpan.ofSeconds(2).frames(0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("2s", "unknown", "give frames");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, SlidingWindow.MAX_FRAMES + 1})
    void refusesWindowsThatTheNetworkOrTheMemoryIsNotFor(int frames) {
        assertThatThrownBy(() -> SlidingWindow.ofFrames(frames, 1)
                        .at(25, ModelSettings.of(3, 2).architecture()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("window of " + frames, "at least 8");
    }
}
