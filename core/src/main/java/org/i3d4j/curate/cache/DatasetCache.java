package org.i3d4j.curate.cache;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.MadeFiles;
import org.i3d4j.curate.MirrorFolder;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.Reasons;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the videos of a data set once, into a folder of the same layout: {@code NAME.npy}, uint8 T,H,W,C, in place of
 * {@code NAME.mp4}, beside copies of its lists. Memory does not depend on the length of videos. Each array appears when
 * it is whole, so a run that was interrupted is continued by the same call.
 *
 * @param root folder of the data set, which is only read
 * @param folder of the cache; new, empty, or of an earlier run with the same settings
 * @param settings what is made of the videos
 * @param work by how many threads, and how long one video may take
 */
public record DatasetCache(Path root, Path folder, CacheSettings settings, OrderedWork work) {
    /** What an interrupted write of a file leaves behind. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.npy\\.[0-9a-f-]{36}\\.tmp");

    /**
     * Caches the videos of all {@code parts}; those that can't be read are left out and listed in {@code skipped.csv}.
     *
     * @param progress told how many videos are done
     * @throws OutputException if the folder can't be used, another process writes to it, or as soon as a file can't be
     *     written, as on a full disk
     * @throws DatasetException if a list can't be copied or a video lies outside the data set's folder
     */
    public CacheResult write(List<DatasetPart> parts, IntConsumer progress) {
        MirrorFolder target = new MirrorFolder(root, folder, Set.of(CacheManifest.FILE));
        CacheManifest manifest = CacheManifest.of(root, flow(parts), settings);
        try (FolderLock lock = target.claim("dataset cache", manifest::claim)) {
            return write(target, parts, progress);
        }
    }

    /** Both sides of a configuration are read for one stream, or have folders of their own. */
    private static Optional<FlowReading> flow(List<DatasetPart> parts) {
        List<Optional<FlowReading>> readings = parts.stream()
                .map(part -> part.split().loading().flow())
                .distinct()
                .toList();
        if (readings.size() > 1) {
            throw new DatasetException(
                    "the sides of the data set are read for different streams, or their flow is computed in"
                            + " different ways; take one of them");
        }
        return readings.isEmpty() ? Optional.empty() : readings.get(0);
    }

    private CacheResult write(MirrorFolder target, List<DatasetPart> parts, IntConsumer progress) {
        long start = System.nanoTime();
        target.prepare(TEMPORARY);
        Map<Path, Path> targets = new MadeFiles<Path>(folder, ".npy", video -> video, target::place)
                .of(parts.stream()
                        .flatMap(part -> part.split().dataset().samples().stream())
                        .map(VideoSample::file)
                        .toList());
        CacheTally tally = new CacheTally(progress);
        DamageWarnings warnings = new DamageWarnings();
        for (DatasetPart part : parts) {
            tally.skipped.addAll(part.split().dataset().skipped());
            CachedVideo writer = new CachedVideo(part.split().loading().source(), settings, warnings);
            List<Entry> entries = part.split().dataset().samples().stream()
                    .map(sample -> new Entry(sample.file(), Objects.requireNonNull(targets.get(sample.file()))))
                    .distinct()
                    .toList();
            work.run(entries, entry -> entry.write(writer), this::late, tally::add);
        }
        target.writeSkipped(tally.skipped);
        return tally.result((System.nanoTime() - start) * 1e-9);
    }

    private Outcome late(Entry entry) {
        return new Outcome(false, "not decoded after " + work.patience().toSeconds() + " s; left alone");
    }

    /** What became of a video; a reason if it was left out. */
    private record Outcome(boolean written, @Nullable String leftOut) {}

    private record Entry(Path video, Path array) {
        Outcome write(CachedVideo writer) {
            if (Files.isRegularFile(array)) {
                return new Outcome(false, null);
            }
            try {
                writer.write(video, array);
                return new Outcome(true, null);
            } catch (VideoException | WeightsException e) {
                return new Outcome(false, Reasons.of(video, e));
            }
        }
    }

    private static final class CacheTally {
        private final IntConsumer progress;
        private final List<SkippedVideo> skipped = new ArrayList<>();
        private int done;
        private int written;
        private int kept;
        private long cacheBytes;
        private long videoBytes;

        CacheTally(IntConsumer progress) {
            this.progress = progress;
        }

        void add(Entry entry, Outcome outcome) {
            if (outcome.leftOut() != null) {
                skipped.add(new SkippedVideo(entry.video(), outcome.leftOut()));
            } else {
                written += outcome.written() ? 1 : 0;
                kept += outcome.written() ? 0 : 1;
                cacheBytes += bytes(entry.array());
                videoBytes += bytes(entry.video());
            }
            done++;
            progress.accept(done);
        }

        private static long bytes(Path file) {
            return Files.isRegularFile(file) ? MadeFiles.bytes(file) : 0;
        }

        CacheResult result(double seconds) {
            return new CacheResult(written, kept, skipped, cacheBytes, videoBytes, seconds);
        }
    }
}
