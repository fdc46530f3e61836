package org.i3d4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishedClassesTest {

    /** Places known from DeepMind's published sample: its clip of playing cricket has logit 227 highest. */
    @Test
    void classesStandWhereTheModelsHaveThem() {
        ClassNames kinetics400 = PublishedClasses.ofSize(400).orElseThrow().names();

        assertThat(kinetics400.size()).isEqualTo(400);
        assertThat(kinetics400.name(0)).isEqualTo("abseiling");
        assertThat(kinetics400.name(227)).isEqualTo("playing cricket");
        assertThat(kinetics400.name(399)).isEqualTo("zumba");
        assertThat(PublishedClasses.ofSize(600).orElseThrow().names().size()).isEqualTo(600);
        assertThat(PublishedClasses.ofSize(101)).isEmpty();
    }
}
