package org.i3d4j.curate.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.i3d4j.curate.MadeFiles;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.Reasons;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.FolderLock;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.Leftovers;
import org.i3d4j.video.flow.FlowEstimators;
import org.jspecify.annotations.Nullable;

/**
 * Computes the optical flow of videos once, into a folder whose tree is theirs: {@code NAME.mkv} or {@code NAME.npy} in place of {@code
 * NAME.mp4}. Each file appears when it is whole, so a run that was interrupted is continued by the same call. Memory does not depend on
 * the length of videos.
 *
 * @param folder new, empty, or of an earlier run
 * @param opening of the videos, and how their flow is computed
 * @param pictures folder of mp4s to look at, if they are wanted
 * @param work by how many threads, and how long one video may take
 */
public record FlowExtraction(
        Path folder, VideoOpening opening, FlowFormat format, Optional<Path> pictures, OrderedWork work) {
    /** What an interrupted write leaves behind. */
    private static final Pattern TEMPORARY =
            Pattern.compile("\\..+\\.(mkv|mp4)\\.\\d+\\.part|\\..+\\.npy\\.[0-9a-f-]{36}\\.tmp");

    /**
     * Computes the flow of {@code videos}; those that can't be read are left out.
     *
     * @param progress told how many videos are done
     * @throws OutputException if two videos have one place, the folder can't be used, another process writes to it, or as soon as a file
     *     can't be written, as on a full disk
     * @throws org.i3d4j.error.DeviceException if nothing here computes flow
     */
    public FlowResult write(List<FlowItem> videos, IntConsumer progress) {
        Map<FlowItem, Path> targets =
                new MadeFiles<>(folder, format.extension(), FlowItem::video, FlowItem::place).of(videos);
        // OpenCV's threads are for the cores that videos side by side leave idle.
        FlowEstimators.useThreads(Math.max(1, work.workers() / Math.max(1, Math.min(videos.size(), work.workers()))));
        try (FolderLock lock = FolderLock.take(folder, "extraction of flow", "name another folder")) {
            FlowManifest.of(opening.flow().settings(), format).claim(folder);
            Leftovers.remove(folder, TEMPORARY);
            pictures.filter(Files::isDirectory).ifPresent(drawn -> Leftovers.remove(drawn, TEMPORARY));
            return write(targets, progress);
        }
    }

    private FlowResult write(Map<FlowItem, Path> targets, IntConsumer progress) {
        long start = System.nanoTime();
        FlowTally tally = new FlowTally(progress);
        FlowFile file = new FlowFile(opening, format, new DamageWarnings());
        work.run(
                List.copyOf(targets.keySet()),
                item -> write(file, item, Objects.requireNonNull(targets.get(item))),
                item -> new Outcome(
                        0,
                        0,
                        new VideoException(item.video() + ": its flow is not computed after "
                                + work.patience().toSeconds() + " s; left alone")),
                tally::add);
        return tally.result((System.nanoTime() - start) * 1e-9);
    }

    private Outcome write(FlowFile file, FlowItem item, Path target) {
        try {
            int frames = 0;
            if (!file.isThere(item.video(), target)) {
                createFolder(target);
                frames = file.write(item.video(), target);
            }
            drawPicture(item, target, frames > 0);
            return new Outcome(frames, MadeFiles.bytes(target), null);
        } catch (OutputException e) {
            throw e;
        } catch (I3dException e) {
            return new Outcome(0, 0, e);
        }
    }

    private void drawPicture(FlowItem item, Path target, boolean fresh) {
        if (pictures.isEmpty()) {
            return;
        }
        Path picture =
                pictures.get().resolve(item.place().resolveSibling(item.place().getFileName() + ".mp4"));
        if (fresh || !Files.isRegularFile(picture)) {
            createFolder(picture);
            new FlowPicture(opening.flow().settings().levels()).draw(target, picture);
        }
    }

    private static void createFolder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        try {
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new OutputException(file + ": its folder can't be made: " + IoReason.of(e, file), e);
        }
    }

    /** What became of a video; 0 frames if its file was there. */
    private record Outcome(int frames, long bytes, @Nullable I3dException problem) {}

    private static final class FlowTally {
        private final IntConsumer progress;
        private final List<FlowResult.Failed> failed = new ArrayList<>();
        private int done;
        private int written;
        private int kept;
        private long frames;
        private long bytes;

        FlowTally(IntConsumer progress) {
            this.progress = progress;
        }

        void add(FlowItem item, Outcome outcome) {
            if (outcome.problem() != null) {
                SkippedVideo video = new SkippedVideo(item.video(), Reasons.of(item.video(), outcome.problem()));
                failed.add(new FlowResult.Failed(video, outcome.problem()));
            } else if (outcome.frames() > 0) {
                written++;
                frames += outcome.frames();
                bytes += outcome.bytes();
            } else {
                kept++;
            }
            done++;
            progress.accept(done);
        }

        FlowResult result(double seconds) {
            return new FlowResult(written, kept, frames, bytes, failed, seconds);
        }
    }
}
