package org.i3d4j.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowSettings;

/**
 * How videos are opened for a network.
 *
 * @param limits what one may take
 * @param storedFrameRate frames per second of frames that are stored without times
 * @param flow how the optical flow of a video comes about for a network that takes it
 */
public record VideoOpening(VideoLimits limits, double storedFrameRate, FlowReading flow) {
    /** Unless said otherwise. */
    public static final VideoOpening DEFAULT = new VideoOpening(
            VideoLimits.DEFAULT,
            VideoSource.STORED_FRAME_RATE,
            new FlowReading(FlowSettings.DEFAULT, Optional.empty()));

    /** The same within other limits. */
    public VideoOpening withLimits(VideoLimits newLimits) {
        return new VideoOpening(newLimits, storedFrameRate, flow);
    }

    /** The same with another frame rate of stored frames. */
    public VideoOpening withStoredFrameRate(double framesPerSecond) {
        return new VideoOpening(limits, framesPerSecond, flow);
    }

    /** The same with flow of another making. */
    public VideoOpening withFlow(FlowSettings settings) {
        return new VideoOpening(limits, storedFrameRate, new FlowReading(settings, flow.folder()));
    }

    /** The same with flow that is looked for in a folder before it is computed. */
    public VideoOpening withFlowFolder(Path folder) {
        return new VideoOpening(limits, storedFrameRate, new FlowReading(flow.settings(), Optional.of(folder)));
    }

    /**
     * What a path names: a video, or its flow.
     *
     * @param channels that the network takes
     */
    public VideoSource source(Path video, int channels) {
        return channels == Modality.FLOW.channels()
                ? flow.of(video, storedFrameRate)
                : VideoSource.of(video, storedFrameRate);
    }

    /**
     * The clips of an array of pixels, a video each. A single one is what its path names, so that its flow may be stored.
     *
     * @param channels that the network takes
     */
    public List<VideoSource> clips(Path array, PixelClips pixels, int channels) {
        return pixels.clips() == 1
                ? List.of(source(array, channels))
                : IntStream.range(0, pixels.clips())
                        .mapToObj(clip -> pixels.video(clip, storedFrameRate))
                        .toList();
    }

    /**
     * Opens a video for a network: its frames, or their flow; the caller closes it.
     *
     * @param channels that the network takes
     * @throws org.i3d4j.error.VideoException if it can't be read
     */
    public OpenVideo open(VideoSource video, int channels) {
        return taken(video, channels).open(limits);
    }

    /** As {@link #open}, for frames one after the other. */
    public FrameStream stream(VideoSource video, int channels) {
        return taken(video, channels).stream(limits);
    }

    private VideoSource taken(VideoSource video, int channels) {
        return channels == Modality.FLOW.channels() ? video.flow(flow.settings()) : video;
    }
}
