package org.i3d4j.torch.train;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.i3d4j.InstructionSets;
import org.i3d4j.InstructionSets.Share;
import org.i3d4j.network.Compute;
import org.i3d4j.network.onednn.OneDnnProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is learnt holds on machines that have less than this one, and with one thread as with two. */
class TrainingInstructionSetsIT {

    static Stream<Share> shares() {
        return Stream.concat(
                InstructionSets.smallerThanThisMachines(),
                Stream.of(InstructionSets.everythingWith(1), InstructionSets.everythingWith(2)));
    }

    @ParameterizedTest
    @MethodSource("shares")
    void gradientsHoldWith(Share share) throws IOException, InterruptedException {
        assumeTrue(new OneDnnProvider().obstacle(Compute.DEFAULT).isEmpty());
        InstructionSets.assertPass(share, "org.i3d4j.torch.train");
    }
}
