package org.i3d4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({"momentum,momentun,1", "lr,rl,1", "epochs,epoch,1", "abc,'',3", "kitten,sitting,3", "a,a,0"})
    void countsInsertedDroppedReplacedAndSwappedLetters(String a, String b, int distance) {
        assertThat(NearestName.distance(a, b)).isEqualTo(distance);
        assertThat(NearestName.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void choosesTheNearestOfSeveral() {
        assertThat(NearestName.among(
                        List.of("save_checkpoint_epochs", "save_checkpoint_steps"), "save_checkpoint_step"))
                .contains("save_checkpoint_steps");
    }

    @Test
    void letsCaseDifferAndUnderscoresBeForgotten() {
        assertThat(NearestName.among(List.of("num_classes"), "numClasses")).contains("num_classes");
    }

    @Test
    void suggestsNothingFarFetched() {
        assertThat(NearestName.among(List.of("momentum", "type"), "foo")).isEmpty();
        assertThat(NearestName.among(List.of("lr"), "x".repeat(1_000_000))).isEmpty();
    }
}
