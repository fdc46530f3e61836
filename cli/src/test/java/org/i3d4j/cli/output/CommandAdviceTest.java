package org.i3d4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.i3d4j.error.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandAdviceTest {
    @ParameterizedTest
    @EnumSource(Advice.class)
    void namesAnOptionOrACommand(Advice advice) {
        assertThat(CommandAdvice.in("clip.mp4: is too large; " + advice + "."))
                .isEqualTo("clip.mp4: is too large; " + CommandAdvice.words(advice) + ".")
                .containsPattern("--[a-z]|i3d [a-z]");
    }

    @Test
    void noAdviceIsPartOfAnother() {
        List<String> all = Arrays.stream(Advice.values()).map(Advice::toString).toList();

        assertThat(all)
                .allSatisfy(one -> assertThat(all.stream().filter(other -> other.contains(one)))
                        .containsExactly(one));
    }

    @Test
    void libraryItselfNamesNoOption() {
        assertThat(Advice.values())
                .allSatisfy(advice -> assertThat(advice.toString()).doesNotContainPattern("--[a-z]|i3d [a-z]"));
    }
}
