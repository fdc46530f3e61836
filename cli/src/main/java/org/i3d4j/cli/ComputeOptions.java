package org.i3d4j.cli;

import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where, how and by whom a network is run that is not to learn. */
final class ComputeOptions {
    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description =
                    "auto, onednn (x86-64 CPUs) or libtorch; auto is the fastest that can (default: ${DEFAULT-VALUE}).",
            defaultValue = "auto")
    private Engine engine = Engine.AUTO;

    /** As {@link DeviceOptions#requireDevice()}. */
    void requireDevice() {
        device.requireDevice();
    }

    /** What the options say; float32 if they say nothing. */
    Compute compute() {
        return new Compute(device.device(), device.precision(), engine);
    }

    /** What the options say, the precision else as configured. */
    Compute computeOr(String configuredPrecision) {
        return new Compute(device.device(), device.precisionOr(configuredPrecision), engine);
    }
}
