package org.i3d4j.flow;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_optflow;
import org.bytedeco.opencv.opencv_optflow.DualTVL1OpticalFlow;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;
import org.bytedeco.opencv.opencv_video.FarnebackOpticalFlow;
import org.i3d4j.error.DeviceException;
import org.i3d4j.video.flow.FlowEstimator;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowProvider;

/** Optical flow by OpenCV, whose natives are loaded when a first estimator is made. */
public final class OpenCvFlow implements FlowProvider {
    private static final double TAU = 0.25;
    private static final double LAMBDA = 0.15;
    private static final double THETA = 0.3;
    private static final int SCALES = 5;
    private static final int WARPS = 5;

    /** For {@link java.util.ServiceLoader}; loads nothing. */
    public OpenCvFlow() {}

    @Override
    public FlowEstimator create(FlowMethod method) {
        load();
        return switch (method) {
            case TVL1 -> new OpenCvEstimator(method, tvl1());
            case FARNEBACK -> new OpenCvEstimator(method, farneback());
            case DIS -> new OpenCvEstimator(method, DISOpticalFlow.create(DISOpticalFlow.PRESET_MEDIUM));
        };
    }

    @Override
    public void useThreads(int threads) {
        load();
        opencv_core.setNumThreads(threads);
    }

    /** Loaded once, when this class is. */
    private static final class Natives {
        static {
            Loader.load(opencv_optflow.class);
            // Its threads wait for each other thousands of times a frame: who has several videos does better with one
            // each.
            opencv_core.setNumThreads(1);
        }

        static void load() {}
    }

    private static void load() {
        try {
            Natives.load();
        } catch (LinkageError e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new DeviceException("OpenCV, which computes optical flow, can't be loaded: " + reason, e);
        }
    }

    /** With the parameters of the paper by Zach and others, which are OpenCV's own; stated, as I3D's input depends on them. */
    private static DualTVL1OpticalFlow tvl1() {
        DualTVL1OpticalFlow tvl1 = DualTVL1OpticalFlow.create();
        tvl1.setTau(TAU);
        tvl1.setLambda(LAMBDA);
        tvl1.setTheta(THETA);
        tvl1.setScalesNumber(SCALES);
        tvl1.setWarpingsNumber(WARPS);
        return tvl1;
    }

    /** With the parameters of OpenCV's own example: levels, scale, window, iterations, neighbourhood, its Gaussian. */
    private static FarnebackOpticalFlow farneback() {
        return FarnebackOpticalFlow.create(3, 0.5, false, 15, 3, 5, 1.2, 0);
    }
}
