package org.i3d4j.torch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.network.Precision;

/** Lower-precision arithmetic for what runs on this thread until it is closed; weights stay float32. */
final class Autocast implements AutoCloseable {
    private final DeviceType device;
    private final boolean active;

    private Autocast(DeviceType device, boolean active) {
        this.device = device;
        this.active = active;
    }

    static Autocast enter(DeviceType device, Precision precision) {
        boolean active = precision == Precision.BF16;
        if (active) {
            torch.set_autocast_dtype(device, ScalarType.BFloat16);
            torch.set_autocast_cache_enabled(true);
            torch.set_autocast_enabled(device, true);
        }
        return new Autocast(device, active);
    }

    @Override
    public void close() {
        if (active) {
            torch.set_autocast_enabled(device, false);
            // The cache holds bfloat16 copies of weights that the optimizer is about to change.
            torch.clear_cache();
        }
    }
}
