package org.i3d4j.torch.train.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files {@code NAME-EPOCH_STEP.safetensors} of a folder, and {@code latest}, a line with the name of the one to go on
 * from. The newest is the one with the most updates behind it, which its metadata tell; names don't, for the steps of an
 * epoch are others with other batches.
 *
 * @param folder may be missing
 * @param modelName how the names begin
 * @param warnings is told what is damaged
 */
public record CheckpointFiles(Path folder, String modelName, Consumer<String> warnings) {
    private static final Logger log = LoggerFactory.getLogger(CheckpointFiles.class);
    static final String LATEST = "latest";
    static final String BEST = "best.safetensors";
    private static final String EXTENSION = ".safetensors";
    /** Of epochs, and of steps in one: as many digits as {@link #pattern} takes. */
    private static final int MOST = 999_999_999;

    private static final int LONGEST_NAME_BYTES = 4096;
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** @param step updates made; -1 if the file can't be read */
    private record Known(Path file, long step) {
        static Known of(Path file) {
            try {
                return new Known(file, Checkpoints.position(file).step());
            } catch (WeightsException e) {
                // Said when it would be used, with the reason.
                return new Known(file, -1);
            }
        }
    }

    public CheckpointFiles(Path folder, String modelName) {
        this(folder, modelName, warning -> log.warn("warning: {}", warning));
    }

    /** Where a checkpoint goes. */
    Path file(int epoch, int stepInEpoch) {
        return folder.resolve(String.format(Locale.ROOT, "%s-%d_%d%s", modelName, epoch, stepInEpoch, EXTENSION));
    }

    /**
     * Tries whether the folder takes checkpoints, those of the most epochs and steps included.
     *
     * @throws OutputException if it doesn't, as a file system without such names
     * @throws ConfigException if the locale has no such names
     */
    public void tryOut() {
        try {
            AtomicFile.tryOut(file(MOST, MOST));
        } catch (InvalidPathException e) {
            throw new ConfigException("'model_name' is '" + modelName + "': " + NameEncoding.whyInvalid(e), e);
        }
    }

    /** The files of at most {@code step} updates, oldest first; those that can't be read are left out. */
    List<Path> upTo(long step) {
        return oldestFirst().stream()
                .filter(known -> known.step() >= 0 && known.step() <= step)
                .map(Known::file)
                .toList();
    }

    /** The file to go on from if it is not damaged: the one that {@code latest} names, or else the newest. */
    Optional<Path> newest() {
        return candidates().stream().filter(Files::exists).findFirst();
    }

    /**
     * Goes on from the newest checkpoint that is not damaged, and says which ones are. Damaged ones stay as they are.
     *
     * @param load is given that checkpoint, open and verified
     * @return what {@code load} gave; empty if there is no checkpoint and never was one
     * @throws WeightsException if there are checkpoints, but all are damaged or gone; a run that starts from the beginning
     *     would put its own in their place
     */
    <R> Optional<R> resume(Function<TrainingCheckpoint, R> load) {
        List<String> damages = new ArrayList<>();
        for (Path file : candidates()) {
            Optional<TrainingCheckpoint> intact = open(file, damages);
            if (intact.isPresent()) {
                damages.forEach(damage -> warnings.accept(damage + "; " + file + " is taken instead"));
                try (TrainingCheckpoint checkpoint = intact.get()) {
                    return Optional.of(load.apply(checkpoint));
                }
            }
        }
        if (!damages.isEmpty()) {
            List<String> lines = new ArrayList<>(List.of(folder + ": no checkpoint of " + modelName + " can be read:"));
            damages.forEach(damage -> lines.add("  " + damage));
            lines.add("to start from the beginning, set train.ckpt_path to another folder, or move them and '" + LATEST
                    + "' away");
            throw new WeightsException(lines);
        }
        return Optional.empty();
    }

    private static Optional<TrainingCheckpoint> open(Path file, List<String> damages) {
        try {
            return Optional.of(TrainingCheckpoint.open(file));
        } catch (WeightsException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                // The file may be whole: an older one would lose what was learned.
                throw e;
            }
            damages.add(e.getMessage());
            return Optional.empty();
        }
    }

    private List<Path> candidates() {
        Set<Path> files = new LinkedHashSet<>();
        latest().ifPresent(files::add);
        List<Known> known = oldestFirst();
        for (int i = known.size() - 1; i >= 0; i--) {
            files.add(known.get(i).file());
        }
        return List.copyOf(files);
    }

    /** What {@code latest} names, be it there or not. */
    private Optional<Path> latest() {
        Path latest = folder.resolve(LATEST);
        if (!Files.exists(latest)) {
            return Optional.empty();
        }
        try (InputStream bytes = Files.newInputStream(latest)) {
            String name = new String(bytes.readNBytes(LONGEST_NAME_BYTES), StandardCharsets.UTF_8).strip();
            if (pattern().matcher(name).matches()) {
                return Optional.of(folder.resolve(name));
            }
            warnings.accept(latest + ": does not hold the name of a checkpoint of " + modelName + "; it is ignored");
        } catch (IOException e) {
            warnings.accept(latest + ": can't be read: " + IoReason.of(e, latest) + "; it is ignored");
        }
        return Optional.empty();
    }

    private Pattern pattern() {
        return Pattern.compile(Pattern.quote(modelName) + "-\\d{1,9}_\\d{1,9}" + Pattern.quote(EXTENSION));
    }

    private List<Known> oldestFirst() {
        return in(pattern())
                .map(Known::of)
                // Of one run, two with the same updates are before and after the end of an epoch.
                .sorted(Comparator.comparingLong(Known::step)
                        .thenComparing(known -> known.file().toString()))
                .toList();
    }

    private Stream<Path> in(Pattern name) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new OutputException(folder + ": can't be listed: " + IoReason.of(e, folder), e);
        }
    }

    /** Lets {@code latest} name a checkpoint that is complete on disk. */
    void point(Path file) {
        AtomicFile.write(folder.resolve(LATEST), (file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** For a run that starts from the beginning in a folder whose checkpoints were taken away. */
    void deleteLatest() {
        delete(folder.resolve(LATEST));
    }

    /** Deletes what a run that was killed had begun to write. */
    void deleteTemporaries() {
        String name = "(" + pattern() + "|" + Pattern.quote(BEST) + "|" + LATEST + ")";
        in(Pattern.compile("\\." + name + "\\." + UUID + "\\.tmp")).forEach(CheckpointFiles::delete);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be deleted: " + IoReason.of(e, file), e);
        }
    }
}
