package org.i3d4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.architecture.FieldCentres.Axis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Padded alike on both sides, the windows of ResNet look into the middle of the first pixel. */
    @Test
    void ofResNetTheFirstPositionLooksAtTheFirstPixel() {
        FieldCentres centres = FieldCentres.of(Backbone.RESNET_50.architecture(3, 400), new Extent(32, 224, 224));

        // Pairs of the second pooling have no middle frame.
        assertThat(centres.time()).isEqualTo(new Axis(2, 8));
        assertThat(centres.height()).isEqualTo(new Axis(0, 32));
    }

    private static IntStream sides() {
        return IntStream.of(32, 33, 50, 64, 97, 111, 224, 225, 239);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void isTheMiddleOfTheInputsThatReachAPosition(int side) {
        assertIsTheMiddle(I3D.stages(), side);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void isTheMiddleOfTheInputsThatReachAPositionOfResNet(int side) {
        assertIsTheMiddle(Backbone.RESNET_50_8X8.architecture(3, 400).stages(), side);
    }

    /** Which inputs reach a position is counted back stage by stage, also through the branches of blocks. */
    private static void assertIsTheMiddle(List<Stage> stages, int side) {
        Architecture all = new Architecture("all", 3, 2, stages, Architecture.EVERYTHING, false, Extent.cube(1));
        Axis axis = FieldCentres.of(all, new Extent(8, side, 40)).height();
        int[] sizes = new int[stages.size() + 1];
        sizes[0] = side;
        for (int i = 0; i < stages.size(); i++) {
            sizes[i + 1] = stages.get(i).outputSize(new Extent(8, sizes[i], 40)).height();
        }
        for (int position = 0; position < sizes[sizes.length - 1]; position++) {
            int[] reach = {position, position};
            for (int i = stages.size() - 1; i >= 0; i--) {
                back(stages.get(i), sizes[i], reach);
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
        // What the shortcut sees the branch sees as well; how much it is padded doesn't hang on the size.
        if (stage instanceof Residual block) {
            for (int i = block.branch().size() - 1; i >= 0; i--) {
                back(block.branch().get(i), size, reach);
            }
            return;
        }
        KernelWindow window = stage instanceof ConvUnit unit ? unit.window() : ((MaxPool) stage).window();
        int kernel = window.kernel().height();
        int stride = window.stride().height();
        int before = window.rule().of(size, kernel, stride).before();
        reach[0] = reach[0] * stride - before;
        reach[1] = reach[1] * stride - before + kernel - 1;
    }
}
