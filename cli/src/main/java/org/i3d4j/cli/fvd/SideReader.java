package org.i3d4j.cli.fvd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.input.NamedInput;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.source.StoredClips;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.frechet.ClipSampling;
import org.i3d4j.frechet.FeatureOrigin;
import org.i3d4j.frechet.Fvd;
import org.i3d4j.frechet.FvdSet;
import org.i3d4j.frechet.StatisticsFile;
import org.i3d4j.text.Counted;
import picocli.CommandLine.Model.CommandSpec;

/** Reads sides: folders of videos, {@code .npy} files of clips, or saved statistics. A bad video does not stop the others. */
final class SideReader {
    private static final String STATISTICS = ".safetensors";

    private final CommandSpec spec;
    private final Fvd fvd;
    private final String modelSha256;
    private final ClipOptions options;
    private final boolean keepsFeatures;
    private final FvdPrinter printer;
    private final InputFailures failures;

    SideReader(
            CommandSpec spec,
            Fvd fvd,
            String modelSha256,
            ClipOptions options,
            boolean keepsFeatures,
            FvdPrinter printer,
            InputFailures failures) {
        this.spec = spec;
        this.fvd = fvd;
        this.modelSha256 = modelSha256;
        this.options = options;
        this.keepsFeatures = keepsFeatures;
        this.printer = printer;
        this.failures = failures;
    }

    /** What a side may hold, and what of it was found to be unusable already. */
    private record Found(List<VideoSource> videos, int unusable) {}

    static boolean isStatistics(Path path) {
        return path.toString().endsWith(STATISTICS) && !Files.isDirectory(path);
    }

    FeatureOrigin origin(ClipSampling sampling) {
        return new FeatureOrigin(fvd.protocol(), sampling, modelSha256);
    }

    /**
     * Reads a side.
     *
     * @throws VideoException if it has no videos, or fewer than 2 clips
     * @throws I3dException if it is a file of statistics that can't be used
     */
    FvdSide read(Path path, ClipSampling sampling) {
        if (isStatistics(path)) {
            return new FvdSide(path, sampling, StatisticsFile.read(path, origin(sampling)), Optional.empty(), 0, true);
        }
        Found found = find(path);
        try (FvdSet set = options.set(fvd, sampling)) {
            if (keepsFeatures) {
                set.keepFeatures();
            }
            int leftOut = found.unusable() + fill(set, path, sampling, found.videos());
            if (set.count() < 2) {
                throw new VideoException(path + ": gives " + Counted.of(set.count(), "clip")
                        + (leftOut == 0 ? "" : ", " + leftOut + " left out") + "; each side takes at least 2");
            }
            return new FvdSide(
                    path,
                    sampling,
                    set.statistics(),
                    keepsFeatures ? Optional.of(set.features()) : Optional.empty(),
                    leftOut,
                    false);
        }
    }

    private Found find(Path path) {
        List<Path> unusable = new ArrayList<>();
        BiConsumer<Path, VideoException> leftOut = (file, reason) -> {
            leaveOut(file.toString(), reason);
            unusable.add(file);
        };
        List<VideoSource> videos = new ArrayList<>();
        for (Path file : NamedInput.files(path, spec, leftOut)) {
            try {
                videos.addAll(videos(file));
            } catch (VideoException e) {
                leftOut.accept(file, e);
            }
        }
        return new Found(videos, unusable.size());
    }

    private List<VideoSource> videos(Path file) {
        if (!InputFiles.isArray(file)) {
            return List.of(VideoSource.of(file));
        }
        StoredClips stored = StoredClips.in(file, options.floatRange());
        return IntStream.range(0, stored.clips()).mapToObj(stored::video).toList();
    }

    /** Returns how many were left out. */
    private int fill(FvdSet set, Path path, ClipSampling sampling, List<VideoSource> videos) {
        OptionalInt clips = options.clips(fvd.protocol());
        long most = clips.isPresent() ? clips.getAsInt() : Long.MAX_VALUE;
        int leftOut = 0;
        int done = 0;
        try (VideosProgress progress = new VideosProgress(
                path + ": read",
                (int) Math.min(videos.size(), most),
                Session.of(spec).progress(),
                spec.commandLine().getErr())) {
            for (int number : order(videos.size(), sampling, most)) {
                if (set.count() == most) {
                    break;
                }
                leftOut += add(set, videos.get(number), number, most - set.count()) ? 0 : 1;
                progress.accept(++done);
            }
        }
        return leftOut;
    }

    private int[] order(int videos, ClipSampling sampling, long most) {
        boolean some = videos > most || (sampling.take() == ClipSampling.Take.WINDOWS && most < Long.MAX_VALUE);
        return some && fvd.protocol().drawsClips()
                ? SampleRandom.shuffled(videos, options.seed(), 0)
                : IntStream.range(0, videos).toArray();
    }

    private boolean add(FvdSet set, VideoSource video, long number, long most) {
        try {
            set.add(video, number, most).damage().ifPresent(damage -> printer.printNote(video.name(), damage));
            failures.went();
            return true;
        } catch (VideoException | ShapeException e) {
            leaveOut(video.name(), e);
            return false;
        }
    }

    private void leaveOut(String video, I3dException reason) {
        failures.failed(reason);
        printer.printError(video, reason);
    }
}
