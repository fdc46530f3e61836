package org.i3d4j.cli;

import java.util.Locale;
import java.util.Optional;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.distributed.RankEnvironment;
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
            description =
                    "fp32, bf16 or, to use a model that i3d quantize calibrated, int8 (default: as the config says, else fp32).")
    private Optional<Precision> precision = Optional.empty();

    /**
     * Looks for the device before data and weights are read.
     *
     * @throws org.i3d4j.error.DeviceException if it is not there
     */
    void requireDevice() {
        requireDevice(RankEnvironment.alone());
    }

    String device() {
        return device;
    }

    /** As {@link #requireDevice()}, for one of several processes. */
    void requireDevice(RankEnvironment rank) {
        if (!device.equals("cpu")) {
            TorchRuntime.device(device(rank)).close();
        }
    }

    /** The device of one of several processes: {@code cuda} stands for as many as there are of them on this machine. */
    String device(RankEnvironment rank) {
        return device.equals("cuda") && rank.isDistributed() ? "cuda:" + rank.localRank() : device;
    }

    Precision precision() {
        return precision.orElse(Precision.FP32);
    }

    /** The option, else the configuration's. */
    Precision precisionOr(String configured) {
        return precision.orElseGet(() -> Precision.valueOf(configured.toUpperCase(Locale.ROOT)));
    }
}
