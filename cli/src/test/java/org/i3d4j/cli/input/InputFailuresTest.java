package org.i3d4j.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.i3d4j.error.OutputException;
import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;

class InputFailuresTest {
    private final InputFailures failures = new InputFailures();

    @Test
    void withoutAFailureAllIsWell() {
        failures.went();

        assertThat(failures.exitCode()).isZero();
    }

    @Test
    void theOnlyFailureGivesItsOwnCode() {
        failures.failed(new OutputException("full"));

        assertThat(failures.exitCode()).isEqualTo(8);
    }

    @Test
    void failuresOfOneKindGiveItsCodeIfNothingWent() {
        failures.failed(new ShapeException("short"));
        failures.failed(new ShapeException("short"));

        assertThat(failures.exitCode()).isEqualTo(6);
    }

    @Test
    void ifOthersWentItIsOne() {
        failures.went();
        failures.failed(new ShapeException("short"));

        assertThat(failures.exitCode()).isEqualTo(1);
    }

    @Test
    void failuresOfSeveralKindsGiveOne() {
        failures.failed(new ShapeException("short"));
        failures.failed(new OutputException("full"));

        assertThat(failures.exitCode()).isEqualTo(1);
    }
}
