package org.i3d4j.torch.train;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.i3d4j.InstructionSets;
import org.i3d4j.InstructionSets.Share;
import org.i3d4j.LongTest;
import org.i3d4j.network.Compute;
import org.i3d4j.network.onednn.OneDnnProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is learnt holds on machines that have less than this one, and with one thread as with two. */
@LongTest
class TrainingInstructionSetsIT {

    static Stream<Share> shares() {
        return Stream.concat(
                // VNNI is of 8-bit integers, with which nothing is trained.
                InstructionSets.smallerThanThisMachines()
                        .filter(share -> !share.toString().contains("VNNI")),
                Stream.of(InstructionSets.everythingWith(1)));
    }

    private static InstructionSets.@Nullable Runs runs;

    @BeforeAll
    static void start() {
        assumeTrue(new OneDnnProvider().obstacle(Compute.DEFAULT).isEmpty());
        runs = new InstructionSets.Runs(shares(), "org.i3d4j.torch.train");
    }

    @AfterAll
    static void end() {
        if (runs != null) {
            runs.close();
        }
    }

    @ParameterizedTest
    @MethodSource("shares")
    void gradientsHoldWith(Share share) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(runs).assertPassed(share);
    }
}
