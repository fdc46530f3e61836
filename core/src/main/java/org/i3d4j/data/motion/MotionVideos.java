package org.i3d4j.data.motion;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * Writes a synthetic data set in the Kinetics layout: {@link org.i3d4j.data.layouts.KineticsLayout} reads it. Each video depends
 * only on the seed, its split and its number there, so the same settings give the same set whatever the number of
 * threads.
 */
public final class MotionVideos {
    private final MotionSettings settings;
    private final int threads;

    /**
     * A set to be written.
     *
     * @param threads workers that paint and encode
     */
    public MotionVideos(MotionSettings settings, int threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /** Told of progress, on the thread that called {@link #write}. */
    @FunctionalInterface
    public interface ProgressListener {
        void written(int videos, int ofVideos);
    }

    /** A video to write. */
    private record Planned(String split, int splitNumber, int number, MotionClass motion) {
        String id() {
            return "%s_%06d".formatted(split, number);
        }
    }

    /**
     * Writes the set, the lists last.
     *
     * @param root a folder that is empty or does not exist yet
     * @throws OutputException if the folder holds anything or can't be written
     * @throws CancellationException if the thread was interrupted
     */
    public void write(Path root, ProgressListener progress) {
        List<Planned> train = planned("train", 0, settings.trainPerClass());
        List<Planned> val = planned("val", 1, settings.valPerClass());
        try {
            createFolders(root);
            writeVideos(root, Stream.of(train, val).flatMap(List::stream).toList(), progress);
            writeList(root, train);
            writeList(root, val);
        } catch (IOException e) {
            throw new OutputException(root + ": the data set can't be written: " + IoReason.of(e, root), e);
        }
    }

    /** Classes take turns, so that first appearance gives the settings' order. */
    private List<Planned> planned(String split, int splitNumber, int perClass) {
        List<Planned> planned = new ArrayList<>();
        int classes = settings.classes().size();
        for (int number = 0; number < perClass * classes; number++) {
            MotionClass motion = settings.classes().get(number % classes);
            planned.add(new Planned(split, splitNumber, number, motion));
        }
        return planned;
    }

    private static void createFolders(Path root) throws IOException {
        Files.createDirectories(root);
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.findAny().isPresent()) {
                throw new OutputException(root + ": the folder is not empty; name a new one, or empty it first");
            }
        }
        try {
            Files.createDirectory(root.resolve("train"));
            Files.createDirectory(root.resolve("val"));
        } catch (FileAlreadyExistsException e) {
            throw new OutputException(root + ": another process begins to write to it; name a new folder", e);
        }
    }

    private void writeVideos(Path root, List<Planned> videos, ProgressListener progress) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<@Nullable Void> written = new ExecutorCompletionService<>(workers);
            for (Planned video : videos) {
                written.submit(() -> writeVideo(root, video), null);
            }
            for (int done = 1; done <= videos.size(); done++) {
                written.take().get();
                progress.written(done, videos.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while writing " + root);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof I3dException understood) {
                throw understood;
            }
            throw new IllegalStateException("a video of " + root + " could not be made", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private void writeVideo(Path root, Planned video) {
        var random = SampleRandom.of(settings.seed(), video.splitNumber(), video.number());
        Path file = root.resolve(video.split()).resolve(video.id() + "_000000_%06d.mp4".formatted(seconds()));
        new MotionVideo(video.motion(), settings, random).write(file);
    }

    /** Length of a video, the last second begun counting. */
    private int seconds() {
        return (int) Math.ceil(settings.frames() / settings.framesPerSecond());
    }

    private void writeList(Path root, List<Planned> videos) throws IOException {
        List<String> lines = new ArrayList<>(List.of("label,youtube_id,time_start,time_end,split"));
        for (Planned video : videos) {
            lines.add(String.join(
                    ",", video.motion().label(), video.id(), "0", String.valueOf(seconds()), video.split()));
        }
        Files.write(root.resolve("kinetics-400_" + videos.get(0).split() + ".csv"), lines);
    }
}
