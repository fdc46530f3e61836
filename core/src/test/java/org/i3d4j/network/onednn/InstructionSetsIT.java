package org.i3d4j.network.onednn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.i3d4j.InstructionSets;
import org.i3d4j.InstructionSets.Share;
import org.i3d4j.LongTest;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's numbers hold on machines that have less than this one, with one thread as with two, whatever is set. */
@LongTest
class InstructionSetsIT {

    /** All instructions with two threads are what the tests themselves run with. */
    static Stream<Share> shares() {
        return Stream.concat(
                InstructionSets.smallerThanThisMachines(),
                Stream.of(InstructionSets.everythingWith(1).with("ONEDNN_DEFAULT_FPMATH_MODE", "ANY")));
    }

    private static InstructionSets.@Nullable Runs runs;

    @BeforeAll
    static void start() {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
        runs = new InstructionSets.Runs(shares(), "org.i3d4j.network.onednn");
    }

    @AfterAll
    static void end() {
        if (runs != null) {
            runs.close();
        }
    }

    @ParameterizedTest
    @MethodSource("shares")
    void numbersHoldWith(Share share) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(runs).assertPassed(share);
    }
}
