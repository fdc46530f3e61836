package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.source.ClipChannels;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;

/** Whether the videos of a data set have the channels that a network takes, asked before the first one is read. */
final class ChannelCheck {
    /** To open all clips of a large data set takes minutes; what is not looked at ends the reading of its batch. */
    private static final int MOST_OPENED = 1000;

    private ChannelCheck() {}

    /**
     * Looks at the headers of stored clips, of very many at some of them; all else that a data set names is RGB, or read as optical
     * flow. What only its file tells, as of videos of flow, is left to who reads it.
     *
     * @param flow whether the optical flow of videos is read
     * @param model what the error calls the one that takes them
     * @param channels that it takes
     * @throws ConfigException naming the first video with others
     */
    static void require(VideoDataset dataset, boolean flow, String model, int channels) {
        List<Path> files =
                dataset.samples().stream().map(VideoSample::file).distinct().toList();
        Modality read = flow ? Modality.FLOW : Modality.RGB;
        files.stream()
                .filter(file -> FileKind.of(file) != FileKind.CLIP)
                .findFirst()
                .filter(video -> read.channels() != channels)
                .ifPresent(video -> require(video, channelsOfVideo(video, flow), model, channels));
        List<Path> clips = files.stream()
                .filter(file -> FileKind.of(file) == FileKind.CLIP)
                .toList();
        for (Path clip : EvenShare.of(clips, MOST_OPENED)) {
            int found = channels(clip, channels);
            boolean computed = flow && found == Modality.RGB.channels();
            require(clip, computed ? Modality.FLOW.channels() : found, model, channels);
        }
    }

    /** Of a video, which is flow by itself if its file says so. */
    private static int channelsOfVideo(Path video, boolean flow) {
        if (flow) {
            return Modality.FLOW.channels();
        }
        try (OpenVideo open = VideoSource.of(video).open(VideoLimits.DEFAULT)) {
            return open.channels();
        } catch (VideoException e) {
            return Modality.RGB.channels();
        }
    }

    /** @param expected stands for those of an array that is broken or no clip, which is skipped when it is to be read */
    private static int channels(Path clip, int expected) {
        try {
            return ClipChannels.of(clip).orElse(expected);
        } catch (VideoException e) {
            return expected;
        }
    }

    private static void require(Path video, int found, String model, int taken) {
        if (found != taken) {
            throw new ConfigException(video + ": " + Modality.mismatch(found, model, taken));
        }
    }
}
