package org.i3d4j.cli;

import java.util.Locale;
import java.util.Optional;
import org.i3d4j.network.Precision;
import picocli.CommandLine.Option;

/** Where and how to compute. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String device = "cpu";

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description = "fp32 or bf16 (default: as the config says, else fp32).")
    private Optional<Precision> precision = Optional.empty();

    String device() {
        return device;
    }

    Precision precision() {
        return precision.orElse(Precision.FP32);
    }

    /** The option, else the configuration's. */
    Precision precisionOr(String configured) {
        return precision.orElseGet(() -> Precision.valueOf(configured.toUpperCase(Locale.ROOT)));
    }
}
