package org.i3d4j.cli;

import java.util.Locale;
import java.util.Optional;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchRuntime;
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

    /**
     * Looks for the device before data and weights are read.
     *
     * @throws org.i3d4j.error.DeviceException if it is not there
     */
    void requireDevice() {
        if (!device.equals("cpu")) {
            TorchRuntime.device(device).close();
        }
    }

    String device() {
        return device;
    }

    /** As {@link #requireDevice()}, of one of several processes. */
    void requireDevice(int localRank) {
        if (!device.equals("cpu")) {
            TorchRuntime.device(device(localRank)).close();
        }
    }

    /** The device of one of several processes on this machine: {@code cuda} stands for as many as there are of them. */
    String device(int localRank) {
        return device.equals("cuda") ? "cuda:" + localRank : device;
    }

    Precision precision() {
        return precision.orElse(Precision.FP32);
    }

    /** The option, else the configuration's. */
    Precision precisionOr(String configured) {
        return precision.orElseGet(() -> Precision.valueOf(configured.toUpperCase(Locale.ROOT)));
    }
}
