package org.i3d4j.weights.tfbundle;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.weights.tfbundle.message.CheckpointState;

/** The names of the files that make up one bundle. */
final class BundleFiles {
    static final String INDEX = ".index";
    /** Text in a folder of checkpoints that names the newest. */
    static final String STATE = "checkpoint";

    private static final Pattern DATA = Pattern.compile("(.+)\\.data-\\d{5}-of-\\d{5}");
    private static final long MAXIMUM_STATE_BYTES = 1 << 20;
    private static final TextFormat.Parser STATE_PARSER =
            TextFormat.Parser.newBuilder().setAllowUnknownFields(true).build();

    private BundleFiles() {}

    /**
     * The index of the bundle that {@code given} is the folder, the prefix or a data file of; empty if it is none of these.
     *
     * @throws WeightsException if a folder has several and no word on which is meant
     */
    static Optional<Path> locateIndex(Path given) {
        if (Files.isDirectory(given)) {
            return locateInFolder(given);
        }
        Path name = given.getFileName();
        if (name == null) {
            return Optional.empty();
        }
        Matcher data = DATA.matcher(name.toString());
        if (data.matches()) {
            Path index = index(given.resolveSibling(data.group(1)));
            return Optional.of(existing(index)
                    .orElseThrow(
                            () -> new WeightsException(given + ": is named as the values of a TensorFlow checkpoint; "
                                    + index + ", which says what they are, is missing")));
        }
        return Files.exists(given) ? Optional.empty() : existing(index(given));
    }

    static Path index(Path prefix) {
        return prefix.resolveSibling(prefix.getFileName() + INDEX);
    }

    /** The data file {@code shard} (from 0) of the bundle at {@code prefix}. */
    static Path data(Path prefix, int shard, int shards) {
        return prefix.resolveSibling(
                prefix.getFileName() + String.format(Locale.ROOT, ".data-%05d-of-%05d", shard, shards));
    }

    /** What {@link #index} makes an index's name from. */
    static Path prefix(Path index) {
        String name = String.valueOf(index.getFileName());
        return name.endsWith(INDEX) ? index.resolveSibling(name.substring(0, name.length() - INDEX.length())) : index;
    }

    private static Optional<Path> existing(Path file) {
        return Optional.of(file).filter(Files::exists);
    }

    private static Optional<Path> locateInFolder(Path folder) {
        Path state = folder.resolve(STATE);
        if (Files.isRegularFile(state)) {
            return Optional.of(newest(folder, state));
        }
        List<Path> indexes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + INDEX)) {
            files.forEach(indexes::add);
        } catch (IOException e) {
            throw new WeightsException(folder + ": can't be read: " + IoReason.of(e, folder), e);
        }
        if (indexes.size() > 1) {
            Collections.sort(indexes);
            throw new WeightsException(folder + ": holds " + indexes.size() + " TensorFlow checkpoints, among them "
                    + indexes.get(0).getFileName() + " and " + indexes.get(1).getFileName() + "; name one of them");
        }
        return indexes.stream().findFirst();
    }

    private static Path newest(Path folder, Path state) {
        try {
            Path named = folder.resolve(parse(state).getModelCheckpointPath());
            // A full path is one of the machine that wrote it; the folder may have been moved since.
            Path moved = folder.resolve(String.valueOf(named.getFileName()));
            return existing(index(named))
                    .or(() -> existing(index(moved)))
                    .orElseThrow(() -> new WeightsException(
                            state + ": names " + named + ", which has no " + INDEX + " file; name another checkpoint"));
        } catch (IOException | InvalidPathException e) {
            throw new WeightsException(state + ": can't be read as a list of checkpoints: " + e.getMessage(), e);
        }
    }

    private static CheckpointState parse(Path state) throws IOException {
        if (Files.size(state) > MAXIMUM_STATE_BYTES) {
            throw new WeightsException(state + ": expected a list of checkpoints, found " + Files.size(state)
                    + " bytes; name the checkpoint itself");
        }
        CheckpointState.Builder parsed = CheckpointState.newBuilder();
        STATE_PARSER.merge(Files.readString(state), parsed);
        if (parsed.getModelCheckpointPath().isEmpty()) {
            throw new WeightsException(state + ": names no model_checkpoint_path; name the checkpoint itself");
        }
        return parsed.build();
    }
}
