package org.i3d4j.video.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLevelsTest {
    /** By the formulas, with halves rounded up. */
    @ParameterizedTest
    @CsvSource({
        "CENTERED, 0, 128",
        "CENTERED, -0.001, 127",
        "CENTERED, 20, 255",
        "CENTERED, -20, 0",
        "CENTERED, 4, 153",
        "CENTERED, 99, 255",
        "CENTERED, -99, 0",
        "CENTERED, NaN, 128",
        "CENTERED, Infinity, 255",
        "FROM_128, 0, 128",
        "FROM_128, 20, 255",
        "FROM_128, -20, 1",
        "FROM_128, 4, 154",
        "FROM_128, -99, 0"
    })
    void ofPixels(FlowLevels levels, float pixels, int level) {
        assertThat(levels.of(pixels)).isEqualTo(level);
    }

    /** Half a level are 0.0784 pixels. */
    @Test
    void centeredIsWhatTensorsTurnBack() {
        for (float pixels = -20; pixels <= 20; pixels += 0.01f) {
            int level = FlowLevels.CENTERED.of(pixels);
            assertThat(level / 255.0 * 2 - 1).isCloseTo(pixels / 20, within(0.0784 / 20 + 1e-6));
            assertThat(FlowLevels.CENTERED.pixels(level)).isCloseTo(pixels, within(0.0785f));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 0.5", "-30, -1", "25, 1", "NaN, 0"})
    void floatsAreThoseOfDeepMind(float pixels, float scaled) {
        assertThat(FlowLevels.scaled(pixels)).isEqualTo(scaled);
    }

    @Test
    void settingsAreKeptInATag() {
        FlowNote note = new FlowNote(new FlowSettings(FlowMethod.DIS, 0, FlowLevels.FROM_128), "0123456789abcdef", 77);

        assertThat(FlowNote.of(note.text())).contains(note);
    }

    /** Of older versions: still flow, and of no video that is known. */
    @Test
    void aTagThatTellsNoVideoIsOfNone() {
        assertThat(FlowNote.of("method=dis short_side=0 levels=centered video_bytes=7 frames=2"))
                .contains(new FlowNote(new FlowSettings(FlowMethod.DIS, 0, FlowLevels.CENTERED), "", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flow",
                "method=dis short_side=3 levels=centered video=1 frames=1",
                "method=x",
                "=",
                "method=dis"
            })
    void otherTagsAreNoNotes(String text) {
        assertThat(FlowNote.of(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 15, 4097})
    void shortSidesThatFlowCantHave(int pixels) {
        assertThatThrownBy(() -> new FlowSettings(FlowMethod.TVL1, pixels, FlowLevels.CENTERED))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found " + pixels);
    }

    @Test
    void nothingIsComputedWithoutALibrary() {
        assertThatThrownBy(() -> FlowEstimators.create(FlowMethod.TVL1))
                .hasMessageContaining("i3d4j-flow, which brings OpenCV, is not on the class path");
    }
}
