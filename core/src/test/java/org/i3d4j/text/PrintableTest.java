package org.i3d4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PrintableTest {
    private static String allCharacters() {
        return IntStream.rangeClosed(0, 0x10ffff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void namesInAnyScriptStayAsTheyAre() {
        String names = "vidéo 動画 فيديو וידאו 🎬 a\\b \u200e'\"<&>";

        assertThat(Printable.line(names)).isSameAs(names);
    }

    @Test
    void whatATerminalWouldActOnIsShown() {
        assertThat(Printable.line("\u001b]0;x\u0007\r\b\t\0")).isEqualTo("\\x1b]0;x\\x07\\r\\x08\\t\\x00");
        assertThat(Printable.line("\u007f\u009b31m\u0085")).isEqualTo("\\u007f\\u009b31m\\u0085");
    }

    @Test
    void aNameCantMakeALine() {
        assertThat(Printable.line("a\ni3d: all is well\u2028b\u2029c"))
                .isEqualTo("a\\ni3d: all is well\\u2028b\\u2029c");
    }

    @Test
    void textIsShownInItsOrder() {
        assertThat(Printable.line("\u202egpj.exe \u2066x\u2069")).isEqualTo("\\u202egpj.exe \\u2066x\\u2069");
    }

    @Test
    void halvesOfPairsAreShown() {
        assertThat(Printable.line("a\ud83db \udcff")).isEqualTo("a\\ud83db \\udcff");
    }

    @Test
    void nothingElseIsLeftThatHasNoShape() {
        assertThat(Printable.line(allCharacters()).codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(character -> Character.getType(character) == Character.SURROGATE)
                .noneMatch(character -> character == 0x2028 || character == 0x2029 || character == 0x202e);
    }

    @Test
    void aSecondTimeChangesNothing() {
        String once = Printable.line(allCharacters());

        assertThat(Printable.line(once)).isEqualTo(once);
    }

    @Test
    void anObjectOfJsonStaysTheSame() {
        String value = "\u001b\n\u007f\u009b\u2028\u202e\ud83d \\ \" é 🎬";
        String json = JsonMapper.shared().writeValueAsString(value);

        assertThat(JsonMapper.shared().readValue(Printable.line(json), String.class))
                .isEqualTo(value);
    }
}
