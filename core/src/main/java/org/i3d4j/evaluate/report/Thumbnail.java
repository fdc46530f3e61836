package org.i3d4j.evaluate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import org.i3d4j.report.picture.ClipColors;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.writing.VideoWriter;

/** Makes small, short mp4 files of videos: the middle {@value #LONGEST_SECONDS} seconds, in their own time. */
record Thumbnail(FrameSource videos) {
    static final int LARGEST_WIDTH = 160;
    static final int LARGEST_HEIGHT = 240;
    static final int LONGEST_SECONDS = 4;
    private static final double FRAMES_PER_SECOND = 12.5;
    /** The least that {@link VideoWriter} takes. */
    private static final int SMALLEST_SIDE = 16;

    /**
     * A video as the bytes of an mp4 file.
     *
     * @throws org.i3d4j.error.I3dException if the video can't be read
     * @throws OutputException if there is no place for temporary files
     */
    byte[] mp4(Path video) {
        try {
            Path folder = Files.createTempDirectory("i3d-report");
            Path file = folder.resolve("thumbnail.mp4");
            try {
                write(video, file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new OutputException(
                    video + ": no small copy can be made in the folder for temporary files: " + IoReason.of(e, video),
                    e);
        }
    }

    private void write(Path video, Path file) {
        try (OpenVideo frames = videos.open(video)) {
            double scale = Math.min(
                    1, Math.min((double) LARGEST_WIDTH / frames.width(), (double) LARGEST_HEIGHT / frames.height()));
            int width = even(frames.width() * scale);
            int height = even(frames.height() * scale);
            int[] shown = shown(frames);
            try (Clip clip = Clip.allocate(shown.length, height, width, frames.channels());
                    VideoWriter writer = VideoWriter.create(file, width, height, FRAMES_PER_SECOND)) {
                frames.read(shown, clip, Interpolation.AREA);
                for (int frame = 0; frame < shown.length; frame++) {
                    writer.write(ClipColors.rgb(clip, frame));
                }
                writer.complete();
            }
        }
    }

    /** H.264 with halved colour needs even sides. */
    private static int even(double side) {
        return Math.max(SMALLEST_SIDE, 2 * (int) Math.round(side / 2));
    }

    /** The frames on display at equal distances of time. */
    private static int[] shown(OpenVideo video) {
        int last = video.frameCount() - 1;
        double seconds = Math.max(0, video.frameSeconds(last));
        double start = Math.max(0, (seconds - LONGEST_SECONDS) / 2);
        int count = 1 + (int) (Math.min(seconds, LONGEST_SECONDS) * FRAMES_PER_SECOND);
        return IntStream.range(0, count)
                .map(i -> onDisplay(video, start + i / FRAMES_PER_SECOND))
                .toArray();
    }

    /** The last frame that is not later. */
    private static int onDisplay(OpenVideo video, double seconds) {
        int from = 0;
        int to = video.frameCount() - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (video.frameSeconds(middle) <= seconds) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }
}
