package org.i3d4j.cli.options;

import org.i3d4j.config.TrainConfig.Arithmetic;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import picocli.CommandLine.Mixin;

/** Where, how and by whom a network is run. */
public final class ComputeOptions {
    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    /**
     * Looks for the device before data and weights are read.
     *
     * @throws org.i3d4j.error.DeviceException if it is not there
     */
    public void requireDevice() {
        requireDevice(RankEnvironment.alone());
    }

    /** As {@link #requireDevice()}, for one of several processes. */
    public void requireDevice(RankEnvironment rank) {
        device.require(rank);
    }

    /** What the options say; float32 if they say nothing. */
    public Compute compute() {
        return new Compute(device.device(RankEnvironment.alone()), precision.precision(), engine.engine());
    }

    /** What the options say, the precision else as configured. */
    public Compute computeOr(Arithmetic configured) {
        return computeOr(configured, RankEnvironment.alone());
    }

    /** As {@link #computeOr(Arithmetic)}, for one of several processes. */
    public Compute computeOr(Arithmetic configured, RankEnvironment rank) {
        return new Compute(device.device(rank), precision.or(precision(configured)), engine.engine());
    }

    private static Precision precision(Arithmetic configured) {
        return switch (configured) {
            case FP32 -> Precision.FP32;
            case BF16 -> Precision.BF16;
        };
    }
}
