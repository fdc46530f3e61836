package org.i3d4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
    private final ClassNames classes = ClassNames.of(List.of("left", "right"));

    @Test
    void callsClassesWithoutANameByNumber() {
        assertThat(classes.nameOrNumber(1)).isEqualTo("right");
        assertThat(classes.nameOrNumber(2)).isEqualTo("class 2");
        assertThatThrownBy(() -> classes.name(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void findsLabelsByName() {
        assertThat(classes.label("right")).hasValue(1);
        assertThat(classes.label("up")).isEmpty();
    }

    @Test
    void refusesANameTwice() {
        assertThatThrownBy(() -> ClassNames.of(List.of("a", "b", "a")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("'a'", "0 and 2");
    }
}
