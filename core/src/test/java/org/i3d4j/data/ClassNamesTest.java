package org.i3d4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        assertThatThrownBy(() -> ClassNames.of(List.of("a", "a"), "x.pt"))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("x.pt: class 'a' is listed twice");
    }

    @Test
    void findsNamesAsToolsSpellThem() {
        ClassNames kinetics =
                ClassNames.of(List.of("massaging person's head", "tying knot (not on a tie)", "a b", "a_b"));

        assertThat(kinetics.labelOfSpelling("massaging_persons_head")).hasValue(0);
        assertThat(kinetics.labelOfSpelling("tying knot not on a tie")).hasValue(1);
        assertThat(kinetics.labelOfSpelling("a_b")).as("as it is").hasValue(3);
        assertThat(kinetics.labelOfSpelling("(a b)"))
                .as("two are spelled alike")
                .isEmpty();
        assertThat(kinetics.labelOfSpelling("Massaging persons head")).isEmpty();
        assertThat(kinetics.labelOfSpelling("massaging")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PublishedClasses.class)
    void publishedClassesStayApartInAnySpelling(PublishedClasses list) {
        ClassNames names = list.names();

        assertThat(names.names())
                .allSatisfy(name -> assertThat(
                                names.labelOfSpelling(ClassNames.spelling(name).replace(' ', '_')))
                        .isEqualTo(names.label(name)));
    }
}
