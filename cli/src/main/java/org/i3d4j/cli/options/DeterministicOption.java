package org.i3d4j.cli.options;

import org.i3d4j.network.Compute;
import picocli.CommandLine.Option;

/** Whether a network is computed in the same way everywhere. */
public final class DeterministicOption {
    @Option(
            names = "--deterministic",
            description =
                    "Compute layers by rule, for the same digits on every machine of the same instruction set, not in the"
                            + " way that was measured to be fastest on this one.")
    private boolean deterministic;

    public Compute applyTo(Compute compute) {
        return deterministic ? compute.asDeterministic() : compute;
    }
}
