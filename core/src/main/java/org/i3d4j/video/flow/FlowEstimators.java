package org.i3d4j.video.flow;

import java.util.Optional;
import java.util.ServiceLoader;
import org.i3d4j.error.DeviceException;

/** Who computes optical flow, if anyone on the class path does. */
public final class FlowEstimators {
    private FlowEstimators() {}

    private static Optional<FlowProvider> provider() {
        return ServiceLoader.load(FlowProvider.class, FlowProvider.class.getClassLoader())
                .findFirst();
    }

    /**
     * Makes an estimator; the caller's.
     *
     * @throws DeviceException if nothing on the class path computes flow, or it can't be loaded
     */
    public static FlowEstimator create(FlowMethod method) {
        return require().create(method);
    }

    /**
     * Has every estimator of the process work with so many threads from now on.
     *
     * @throws DeviceException as {@link #create}
     */
    public static void useThreads(int threads) {
        require().useThreads(threads);
    }

    /**
     * Whoever computes it.
     *
     * @throws DeviceException as {@link #create}
     */
    private static FlowProvider require() {
        return provider()
                .orElseThrow(
                        () -> new DeviceException("optical flow can't be computed: i3d4j-flow, which brings OpenCV,"
                                + " is not on the class path. Flow that is stored is read without it"));
    }
}
