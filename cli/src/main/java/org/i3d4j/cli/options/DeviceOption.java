package org.i3d4j.cli.options;

import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;
import picocli.CommandLine.Option;

/** Where a network is run. */
public final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String device = "cpu";

    /**
     * Looks for the device before data and weights are read.
     *
     * @throws org.i3d4j.error.DeviceException if it is not there
     */
    public void require(RankEnvironment rank) {
        if (!device.equals("cpu")) {
            TorchRuntime.device(device(rank)).close();
        }
    }

    /** The device of one of several processes: {@code cuda} stands for as many as there are of them on this machine. */
    public String device(RankEnvironment rank) {
        return device.equals("cuda") && rank.isDistributed() ? "cuda:" + rank.localRank() : device;
    }
}
