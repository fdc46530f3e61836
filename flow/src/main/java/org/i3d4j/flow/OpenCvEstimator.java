package org.i3d4j.flow;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.DenseOpticalFlow;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.flow.FlowEstimator;
import org.i3d4j.video.flow.FlowMethod;

/** One of OpenCV's algorithms, which keeps its scratch memory from one pair of frames to the next; owns it. */
final class OpenCvEstimator implements FlowEstimator {
    private final FlowMethod method;
    private final DenseOpticalFlow algorithm;

    OpenCvEstimator(FlowMethod method, DenseOpticalFlow algorithm) {
        this.method = method;
        this.algorithm = algorithm;
    }

    @Override
    public void estimate(ByteBuffer firstHw, ByteBuffer secondHw, int height, int width, FloatBuffer flowHwc) {
        try (PointerScope scope = new PointerScope()) {
            // Empty: DIS takes what a matrix holds for a first guess, and motion out of the picture ends the process.
            Mat flow = new Mat();
            algorithm.calc(grey(firstHw, height, width), grey(secondHw, height, width), flow);
            FloatBuffer found = flow.createBuffer();
            flowHwc.clear().put(found);
        } catch (RuntimeException e) {
            throw new VideoException(
                    "OpenCV computes no " + method.title() + " flow of frames of " + width + "x" + height + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static Mat grey(ByteBuffer pixelsHw, int height, int width) {
        return new Mat(
                height,
                width,
                opencv_core.CV_8UC1,
                new BytePointer(pixelsHw.duplicate().clear()));
    }

    @Override
    public void close() {
        algorithm.close();
    }
}
