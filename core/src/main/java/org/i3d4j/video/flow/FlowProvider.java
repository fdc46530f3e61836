package org.i3d4j.video.flow;

/** A library that computes optical flow; found on the class path with {@link java.util.ServiceLoader}. */
public interface FlowProvider {

    /**
     * Makes an estimator; the caller's.
     *
     * @throws org.i3d4j.error.DeviceException if the library can't be loaded
     */
    FlowEstimator create(FlowMethod method);

    /** Has every estimator of the process work with so many threads from now on, at least 1. */
    void useThreads(int threads);
}
