package org.i3d4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.i3d4j.architecture.FieldCentres.Axis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCentresTest {
    private static final Architecture I3D = InceptionTable.of(3, 400);

    /** By hand: 2(2(2(2(2j + .5) + 1) + 1) + 1) + 1 for five halvings in space, of which three are in time. */
    @Test
    void liesBehindTheMiddleOfWhatAPositionStandsFor() {
        FieldCentres centres = FieldCentres.of(I3D, new Extent(64, 224, 224));

        assertThat(centres.time()).isEqualTo(new Axis(5, 8));
        assertThat(centres.height()).isEqualTo(new Axis(23, 32));
        assertThat(centres.width()).isEqualTo(new Axis(23, 32));
        assertThat(centres.width().position(23 + 16)).isEqualTo(0.5);
        assertThat(centres.width().centre(2)).isEqualTo(87);
    }

    /** Which inputs reach a position is counted back stage by stage, also through the branches of blocks. */
    @ParameterizedTest
    @ValueSource(ints = {32, 33, 50, 64, 97, 111, 224, 225, 239})
    void isTheMiddleOfTheInputsThatReachAPosition(int side) {
        Axis axis = FieldCentres.of(I3D, new Extent(8, side, 40)).height();
        int[] sizes = new int[I3D.stages().size() + 1];
        sizes[0] = side;
        for (int i = 0; i < I3D.stages().size(); i++) {
            sizes[i + 1] =
                    I3D.stages().get(i).outputSize(new Extent(8, sizes[i], 40)).height();
        }
        for (int position = 0; position < sizes[sizes.length - 1]; position++) {
            int[] reach = {position, position};
            for (int i = I3D.stages().size() - 1; i >= 0; i--) {
                back(I3D.stages().get(i), sizes[i], reach);
            }
            assertThat(axis.centre(position)).isCloseTo((reach[0] + reach[1]) / 2.0, within(1e-9));
        }
    }

    private static void back(Stage stage, int size, int[] reach) {
        if (stage instanceof Mixed mixed) {
            int[] widest = reach.clone();
            mixed.branches().forEach(branch -> {
                int[] ofBranch = reach.clone();
                for (int i = branch.size() - 1; i >= 0; i--) {
                    back(branch.get(i), size, ofBranch);
                }
                widest[0] = Math.min(widest[0], ofBranch[0]);
                widest[1] = Math.max(widest[1], ofBranch[1]);
            });
            reach[0] = widest[0];
            reach[1] = widest[1];
            return;
        }
        Extent kernel = stage instanceof ConvUnit unit ? unit.kernel() : ((MaxPool) stage).kernel();
        Extent stride = stage instanceof ConvUnit unit ? unit.stride() : ((MaxPool) stage).stride();
        int before = PaddingRule.SAME.of(size, kernel.height(), stride.height()).before();
        reach[0] = reach[0] * stride.height() - before;
        reach[1] = reach[1] * stride.height() - before + kernel.height() - 1;
    }
}
