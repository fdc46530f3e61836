package org.i3d4j.curate.prepare;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.MirrorFolder;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.Reasons;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * Copies a data set into a folder of the same layout for training to read quickly: small frames, short groups of pictures, no sound,
 * every frame at its time. Memory does not depend on the length of videos. Each copy appears when it is whole, so a run that was
 * interrupted is continued by the same call; one whose original has changed since is made anew.
 *
 * @param root folder of the data set, which is only read
 * @param folder of the copy; new, empty, or of an earlier run with the same settings
 * @param settings what is made of the videos
 * @param work by how many threads, and how long one video may take
 */
public record DatasetPreparation(Path root, Path folder, PrepareSettings settings, OrderedWork work) {
    private static final String COPIES = "prepared.csv";
    /** What an interrupted write of a file leaves behind. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.(\\d+\\.part|[0-9a-f-]{36}\\.tmp)");

    /** The videos of {@code parts}, each once. */
    public static Set<Path> videos(List<DatasetPart> parts) {
        return sources(parts).keySet();
    }

    private static Map<Path, FrameSource> sources(List<DatasetPart> parts) {
        Map<Path, FrameSource> sources = new LinkedHashMap<>();
        for (DatasetPart part : parts) {
            FrameSource source = part.split().loading().source();
            for (VideoSample sample : part.split().dataset().samples()) {
                sources.putIfAbsent(sample.file(), source);
            }
        }
        return sources;
    }

    /**
     * Prepares the videos of all {@code parts}; those that can't be read are left out and listed in {@code skipped.csv}, the others
     * in {@code prepared.csv}.
     *
     * @param progress told how many videos are done
     * @throws OutputException if the folder can't be used, another process writes to it, or as soon as a file can't be
     *     written, as on a full disk
     * @throws DatasetException if a list can't be copied, a video lies outside the data set's folder, or it is of optical flow
     */
    public PrepareResult write(List<DatasetPart> parts, IntConsumer progress) {
        if (parts.stream().anyMatch(part -> part.split().loading().flow().isPresent())) {
            throw new DatasetException(
                    root + ": is read as optical flow; prepare its videos (stream: rgb), and compute the"
                            + " flow of the copies");
        }
        MirrorFolder target = new MirrorFolder(root, folder, Set.of(PreparedManifest.FILE, COPIES));
        PreparedManifest manifest = PreparedManifest.of(root, settings);
        try (FolderLock lock = target.claim("preparation of a data set", manifest::claim)) {
            return write(target, parts, progress);
        }
    }

    private PrepareResult write(MirrorFolder target, List<DatasetPart> parts, IntConsumer progress) {
        long start = System.nanoTime();
        Map<Path, FrameSource> sources = sources(parts);
        Map<Path, Path> copies = new PreparedNames(folder, target::place).of(sources.keySet());
        target.prepare(TEMPORARY);
        PrepareTally tally = new PrepareTally(
                folder,
                parts.stream()
                        .flatMap(part -> part.split().dataset().skipped().stream())
                        .distinct()
                        .toList(),
                progress);
        DamageWarnings warnings = new DamageWarnings();
        work.run(
                List.copyOf(sources.keySet()),
                video -> prepare(
                        new CopyWriter(Objects.requireNonNull(sources.get(video)), settings, warnings),
                        video,
                        Objects.requireNonNull(copies.get(video))),
                video -> new Outcome(
                        null, false, "not prepared after " + work.patience().toSeconds() + " s; left alone"),
                (video, outcome) -> outcome.tell(video, Objects.requireNonNull(copies.get(video)), tally));
        tally.write(folder.resolve(COPIES));
        target.writeSkipped(tally.skipped());
        return tally.result(target.others(sources.keySet()), (System.nanoTime() - start) * 1e-9);
    }

    private static Outcome prepare(CopyWriter writer, Path video, Path copy) {
        try {
            return writer.kept(video, copy)
                    .map(note -> new Outcome(note, false, ""))
                    .orElseGet(() -> new Outcome(writer.write(video, copy), true, ""));
        } catch (VideoException | WeightsException | ShapeException e) {
            return new Outcome(null, false, Reasons.of(video, e));
        }
    }

    /**
     * What became of a video.
     *
     * @param note of its copy; null if it was left out
     * @param leftOut why
     */
    private record Outcome(@Nullable PreparedNote note, boolean fresh, String leftOut) {
        void tell(Path video, Path copy, PrepareTally tally) {
            if (note == null) {
                tally.addLeftOut(video, leftOut);
            } else {
                tally.add(copy, note, fresh);
            }
        }
    }
}
