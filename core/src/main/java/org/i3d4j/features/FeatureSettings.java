package org.i3d4j.features;

import java.util.Set;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.error.ConfigException;
import org.i3d4j.predict.SlidingWindow;
import org.i3d4j.text.Counted;
import org.i3d4j.video.LastWindow;
import org.i3d4j.video.ShortVideo;

/**
 * Which features are made of a video.
 *
 * @param stackSize frames of a window, at most {@value SlidingWindow#MAX_FRAMES}
 * @param stepSize frames from the beginning of a window to that of the next, at least 1
 * @param frameRate frames per second that the video is brought to, by leaving out and repeating frames; 0 for its own
 * @param layer where in the network they are taken
 * @param perTimeStep whether every step in time of the layer is kept, else their mean
 * @param crops 1 for the centre; 3 or 10, each kept
 * @param shortVideo what becomes of a video shorter than a window
 * @param last what becomes of the frames behind the last whole window
 * @param tool whose features they are
 */
public record FeatureSettings(
        int stackSize,
        int stepSize,
        double frameRate,
        FeatureLayer layer,
        boolean perTimeStep,
        int crops,
        ShortVideo shortVideo,
        LastWindow last,
        FeatureTool tool) {
    private static final double MOST_FRAMES_PER_SECOND = 1000;
    private static final Set<Integer> CROPS = Set.of(1, 3, 10);
    /** Its padding in time is the table's for these only. */
    private static final int VIDEO_FEATURES_STEP = 4;

    /** Windows of 64 frames, one behind the other; the pooled features, averaged over time; what is left at the end is dropped. */
    public static final FeatureSettings DEFAULT = new FeatureSettings(
            64, 64, 0, FeatureLayer.POOL, false, 1, ShortVideo.LOOP, LastWindow.DROP, FeatureTool.I3D4J);

    /** @throws ConfigException if a number is out of range, or the tool has no such features */
    public FeatureSettings {
        if (stackSize < 1 || stackSize > SlidingWindow.MAX_FRAMES) {
            throw new ConfigException(
                    "windows of " + Counted.of(stackSize, "frame") + "; expected 1 to " + SlidingWindow.MAX_FRAMES);
        }
        if (stepSize < 1) {
            throw new ConfigException("a window every " + Counted.of(stepSize, "frame") + "; expected at least 1");
        }
        if (!(frameRate >= 0 && frameRate <= MOST_FRAMES_PER_SECOND)) {
            throw new ConfigException(frameRate + " frames per second; expected more than 0 and at most "
                    + MOST_FRAMES_PER_SECOND + ", or 0 for the video's own");
        }
        if (!CROPS.contains(crops)) {
            throw new ConfigException(Counted.of(crops, "crop") + "; expected 1, 3 or 10");
        }
        boolean plain = layer.equals(FeatureLayer.POOL) && !perTimeStep && crops == 1;
        if (tool != FeatureTool.I3D4J && !plain) {
            throw new ConfigException(tool.word()
                    + " makes pooled features of one crop in its own way; another layer, more crops and single time steps"
                    + " are i3d4j's");
        }
        if (tool == FeatureTool.VIDEO_FEATURES && stackSize % VIDEO_FEATURES_STEP != 0) {
            throw new ConfigException("windows of " + Counted.of(stackSize, "frame")
                    + ": video_features pads those that are no multiple of " + VIDEO_FEATURES_STEP
                    + " otherwise than TensorFlow and i3d4j do; the features would differ");
        }
    }

    /**
     * Sees to it that a network has such features.
     *
     * @throws ConfigException if it needs longer windows or has no such layer, or if the tool has another network
     */
    public void requireOf(Architecture architecture) {
        int least = architecture.minimumClip().time();
        if (stackSize < least) {
            throw new ConfigException("windows of " + Counted.of(stackSize, "frame") + "; " + architecture.name()
                    + " needs at least " + least);
        }
        layer.requireIn(architecture);
        if (tool != FeatureTool.I3D4J && !architecture.name().equals(InceptionTable.NAME)) {
            throw new ConfigException(tool.word() + " makes features of " + InceptionTable.NAME + ", the network is "
                    + architecture.name());
        }
    }

    /** The same with other windows. */
    public FeatureSettings withWindows(int frames, int everyFrames) {
        return new FeatureSettings(frames, everyFrames, frameRate, layer, perTimeStep, crops, shortVideo, last, tool);
    }

    /** The same at another frame rate; 0 for the video's own. */
    public FeatureSettings withFrameRate(double framesPerSecond) {
        return new FeatureSettings(
                stackSize, stepSize, framesPerSecond, layer, perTimeStep, crops, shortVideo, last, tool);
    }

    /** The same of another layer, as {@code Mixed_5c} or {@code layer4.2}. */
    public FeatureSettings withLayer(String name) {
        return new FeatureSettings(
                stackSize, stepSize, frameRate, new FeatureLayer(name), perTimeStep, crops, shortVideo, last, tool);
    }

    /** The same with every step in time, or their mean. */
    public FeatureSettings withPerTimeStep(boolean each) {
        return new FeatureSettings(stackSize, stepSize, frameRate, layer, each, crops, shortVideo, last, tool);
    }

    /** The same with 1, 3 or 10 crops. */
    public FeatureSettings withCrops(int count) {
        return new FeatureSettings(stackSize, stepSize, frameRate, layer, perTimeStep, count, shortVideo, last, tool);
    }

    /** The same with another use of short videos and of the end. */
    public FeatureSettings withEnds(ShortVideo ofShort, LastWindow ofRest) {
        return new FeatureSettings(stackSize, stepSize, frameRate, layer, perTimeStep, crops, ofShort, ofRest, tool);
    }

    /** The same as another program makes them. */
    public FeatureSettings as(FeatureTool other) {
        return new FeatureSettings(stackSize, stepSize, frameRate, layer, perTimeStep, crops, shortVideo, last, other);
    }
}
