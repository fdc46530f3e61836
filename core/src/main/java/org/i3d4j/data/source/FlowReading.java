package org.i3d4j.data.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.VideoFingerprint;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.reading.PictureSequence;
import org.i3d4j.video.reading.VideoReader;

/**
 * How the optical flow of videos is had: as it is stored in their place, from a folder of flow, or computed.
 *
 * @param settings how it is computed; flow in the folder has to have been computed so too
 * @param folder whose tree is that of the videos, with {@code NAME.mkv} or {@code NAME.mp4.mkv} in place of {@code NAME.mp4}
 */
public record FlowReading(FlowSettings settings, Optional<Path> folder) {
    /** What a video of flow is called. */
    public static final String EXTENSION = ".mkv";

    /**
     * Opens the flow of a video; the caller closes it.
     *
     * @throws VideoException if it can't be read, or the folder has flow of another file or another making for it
     * @throws org.i3d4j.error.DeviceException if it is to be computed and nothing here does
     */
    OpenVideo open(Path video, VideoLimits limits, double storedFrameRate) {
        if (Files.isDirectory(video) && PictureSequence.hasFlow(video)) {
            return FlowPictures.open(video, limits, storedFrameRate);
        }
        Optional<Path> stored = folder.flatMap(tree -> find(tree, video));
        return stored.isPresent()
                ? openStored(stored.get(), video, limits)
                : FlowOfVideo.of(
                        video.toString(), VideoSource.of(video, storedFrameRate).open(limits), settings);
    }

    /** The flow of a video to be opened so. */
    VideoSource of(Path video, double storedFrameRate) {
        return new FlowOfPath(video, storedFrameRate, this);
    }

    /** What {@link #open} finds for a path. */
    private record FlowOfPath(Path video, double storedFrameRate, FlowReading reading) implements VideoSource {
        @Override
        public String name() {
            return video.toString();
        }

        @Override
        public OpenVideo open(VideoLimits limits) {
            return reading.open(video, limits, storedFrameRate);
        }

        @Override
        public FrameStream stream(VideoLimits limits) {
            return FlowStreams.of(this, limits);
        }

        @Override
        public VideoSource flow(FlowSettings settings) {
            return this;
        }
    }

    /** Whether the folder has a file for a video, whatever it holds. */
    public boolean isInFolder(Path video) {
        return folder.flatMap(tree -> find(tree, video)).isPresent();
    }

    /** At the place of the video in the tree, as much of its path as is there. */
    private static Optional<Path> find(Path tree, Path video) {
        Path path = video.toAbsolutePath().normalize();
        return IntStream.range(0, path.getNameCount())
                .mapToObj(from -> path.subpath(from, path.getNameCount()))
                .flatMap(relative -> Stream.of(name(relative) + EXTENSION, FileKind.stem(name(relative)) + EXTENSION)
                        .map(name -> tree.resolve(relative.resolveSibling(name))))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** What is wrong is told of the video, so that one reason of many videos reads alike. */
    private OpenVideo openStored(Path stored, Path video, VideoLimits limits) {
        String name = video + ": its flow in " + folder.orElseThrow();
        VideoReader reader;
        try {
            reader = VideoReader.open(stored, limits);
        } catch (VideoException e) {
            throw StoredFlow.renamed(e, stored.toString(), name);
        }
        try {
            FlowNote note =
                    reader.flow().orElseThrow(() -> new VideoException(name + ": is a video that is no optical flow"));
            requireMadeSo(note, name, video);
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
        return StoredFlow.open(stored.toString(), name, reader, limits);
    }

    private void requireMadeSo(FlowNote note, String name, Path video) {
        if (!note.settings().equals(settings)) {
            throw new VideoException(name + ": holds flow of " + note.settings() + "; expected " + settings
                    + ". Compute it anew, or ask for what is there");
        }
        if (!note.video().equals(VideoFingerprint.of(video))) {
            throw new VideoException(
                    name + ": holds the flow of another video, or of this one before it was changed. Compute it anew");
        }
    }
}
