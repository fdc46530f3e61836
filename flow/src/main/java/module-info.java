/** Computes optical flow: on the class or module path, it is found by {@link org.i3d4j.core}. */
module org.i3d4j.flow {
    requires org.i3d4j.core;
    requires static org.jspecify;
    requires org.bytedeco.javacpp;
    requires org.bytedeco.opencv;

    provides org.i3d4j.video.flow.FlowProvider with
            org.i3d4j.flow.OpenCvFlow;
}
