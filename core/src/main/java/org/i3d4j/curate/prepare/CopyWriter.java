package org.i3d4j.curate.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.VideoFingerprint;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.writing.FrameTicks;
import org.i3d4j.video.writing.VideoWriter;
import org.jspecify.annotations.Nullable;

/**
 * Makes one copy after the other; safe for several threads.
 *
 * @param source opens videos
 * @param warnings is told of damaged ones
 */
record CopyWriter(FrameSource source, PrepareSettings settings, DamageWarnings warnings) {
    private static final int SMALLEST_SIDE = 16;

    /**
     * What {@code copy} says of itself, if it is that of {@code video} as it is now.
     *
     * @throws VideoException if the video can't be read, or the file is no copy
     */
    Optional<PreparedNote> kept(Path video, Path copy) {
        if (!Files.exists(copy)) {
            return Optional.empty();
        }
        PreparedNote note = Optional.of(copy)
                .filter(Files::isRegularFile)
                .flatMap(PreparedNote::of)
                .orElseThrow(() -> new VideoException(
                        copy + ": is there, and i3d4j did not prepare it; move it away to have the copy made"));
        return Optional.of(note).filter(found -> found.source().equals(VideoFingerprint.of(video)));
    }

    /**
     * Writes the copy of {@code video}, which appears when it is whole and was read back: as many frames at the same times.
     *
     * @throws VideoException if the video can't be read, or its copy is not what it should be
     * @throws org.i3d4j.error.ShapeException if the encoder takes no frames of such a size
     * @throws OutputException if the file can't be written
     */
    PreparedNote write(Path video, Path copy) {
        String fingerprint = VideoFingerprint.of(video);
        try (OpenVideo open = source.open(video)) {
            requireRgb(video, open);
            int width = scaled(video, open.width(), open);
            int height = scaled(video, open.height(), open);
            CopyCheck check = new CopyCheck(video, open);
            AtomicReference<@Nullable PreparedNote> note = new AtomicReference<>();
            FrameTicks ticks = ticks(video, open);
            AtomicFile.tryOut(copy);
            try (VideoWriter writer =
                    VideoWriter.forReading(copy, width, height, ticks, settings.encoder(), settings.coding())) {
                encode(check, width, height, ticks, writer);
                writer.completeIf(whole -> {
                    FrameErrors errors = check.compare(whole, width, height);
                    PreparedNote made = new PreparedNote(
                            fingerprint, bytes(video), open.width(), open.height(), width, height, errors);
                    made.append(whole, copy);
                    note.set(made);
                });
            }
            warnings.check(video, open);
            return Objects.requireNonNull(note.get());
        }
    }

    private static void requireRgb(Path video, OpenVideo open) {
        if (open.channels() != Modality.RGB.channels()) {
            throw new DatasetException(
                    video + ": holds optical flow, whose levels lossy video does not keep; prepare the"
                            + " videos that it was made of, and compute the flow of the copies");
        }
    }

    private int scaled(Path video, int side, OpenVideo open) {
        int scaled = settings.scaled(side, open.width(), open.height());
        if (scaled < SMALLEST_SIDE) {
            throw new VideoException(video + ": has frames of " + open.width() + "x" + open.height()
                    + "; expected sides of at least " + SMALLEST_SIDE + " pixels");
        }
        return scaled;
    }

    private static FrameTicks ticks(Path video, OpenVideo open) {
        try {
            return FrameTicks.of(open.frameCount(), open.framesPerSecond(), open::frameSeconds);
        } catch (VideoException e) {
            throw new VideoException(video + ": " + e.getMessage(), e);
        }
    }

    private static void encode(CopyCheck frames, int width, int height, FrameTicks ticks, VideoWriter writer) {
        OpenVideo video = frames.video();
        try (Clip clip = Clip.allocate(CopyCheck.TOGETHER, height, width)) {
            for (int first = 0; first < video.frameCount(); first += CopyCheck.TOGETHER) {
                video.read(frames.frames(first), clip, Interpolation.AREA);
                for (int at = 0; at < Math.min(CopyCheck.TOGETHER, video.frameCount() - first); at++) {
                    writer.writeAtTick(clip.frame(at), ticks.at(video.frameSeconds(first + at)));
                }
            }
        }
    }

    private static long bytes(Path video) {
        try {
            return Files.isRegularFile(video) ? Files.size(video) : 0;
        } catch (IOException e) {
            throw new VideoException(video + ": its size can't be read: " + IoReason.of(e, video), e);
        }
    }
}
