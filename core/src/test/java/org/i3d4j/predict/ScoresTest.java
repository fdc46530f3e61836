package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final float[] LOGITS = {0, 2, -1};
    private static final List<String> NAMES = List.of("sit", "eat", "talk");

    @Test
    void oneClassAVideoSharesOneProbability() {
        List<ClassScore> top = new Scores(LOGITS, new ClassLabels(NAMES)).top(3);

        assertThat(top).extracting(ClassScore::name).containsExactly("eat", "sit", "talk");
        assertThat(top.stream().mapToDouble(ClassScore::probability).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void classesThatOccurTogetherEachHaveTheirOwn() {
        List<ClassScore> top = new Scores(LOGITS, new ClassLabels(NAMES, false)).top(2);

        assertThat(top.get(0).probability()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
        assertThat(top.get(1).probability()).isCloseTo(0.5, within(1e-12));
    }
}
