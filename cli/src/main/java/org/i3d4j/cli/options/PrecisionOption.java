package org.i3d4j.cli.options;

import java.util.Optional;
import org.i3d4j.network.Precision;
import picocli.CommandLine.Option;

/** Arithmetic of the convolutions. */
public final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description =
                    "fp32, bf16 or int8, in which a model runs once i3d quantize has calibrated it, but is not trained"
                            + " (default: of train and eval as the config says, else fp32).")
    private Optional<Precision> precision = Optional.empty();

    /** float32 unless another was asked for. */
    public Precision precision() {
        return or(Precision.FP32);
    }

    /** {@code configured} unless another was asked for. */
    public Precision or(Precision configured) {
        return precision.orElse(configured);
    }
}
