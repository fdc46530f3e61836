package org.i3d4j.features.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureEnd;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureListener;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.features.files.FeatureSidecar.Found;
import org.i3d4j.features.files.FeatureSidecar.State;
import org.i3d4j.files.FolderLock;
import org.i3d4j.files.Leftovers;
import org.i3d4j.files.VideoFingerprint;
import org.i3d4j.report.JsonReport;
import org.i3d4j.video.Modality;

/**
 * Makes the features of videos as files of a folder. A file appears when it is whole, so that a run which was interrupted is continued
 * by the same one.
 *
 * @param folder of the results
 * @param settings which features
 * @param format in which form
 * @param overwrite whether features of other settings are replaced
 */
public record FeatureRun(Path folder, FeatureSettings settings, FeatureFormat format, boolean overwrite) {
    /** What a run that was killed leaves behind. */
    private static final Pattern TEMPORARY =
            Pattern.compile("\\..+\\.(npy|npz|safetensors|parquet)(\\.json)?\\.[0-9a-f-]{36}(\\.rows)?\\.tmp");

    /**
     * A network for one kind of frames.
     *
     * @param modality which
     * @param architecture of the network
     * @param identity all of the model that decides on the features, by name
     */
    public record Stream(Modality modality, Architecture architecture, Map<String, Object> identity) {
        public Stream {
            identity = Map.copyOf(identity);
        }
    }

    /**
     * What became of a stream of a video.
     *
     * @param file with the features
     * @param shape of them, as they stand in the file
     * @param end what was seen of the video
     */
    public record Written(Path file, List<Long> shape, FeatureEnd end) {}

    /** The features that are there already. */
    public boolean isDone(FeatureInput input, Stream stream) {
        return look(input, stream).state() == State.THERE;
    }

    /** Where the features of a stream go. */
    public Path file(FeatureInput input, Stream stream) {
        return files(input, stream).main();
    }

    private FeatureFiles files(FeatureInput input, Stream stream) {
        return FeatureFiles.of(folder, input, stream.modality(), format, settings.tool());
    }

    private Found look(FeatureInput input, Stream stream) {
        Path video = input.fileOf(stream.modality());
        FeatureFiles files = files(input, stream);
        // Who opens the video says what is wrong with it. Its fingerprint, of an array every byte, is for what is
        // there.
        if (!Files.exists(video) || !Files.exists(files.main())) {
            return new Found(State.ABSENT, "");
        }
        return sidecar(input, stream).lookAt(files);
    }

    private FeatureSidecar sidecar(FeatureInput input, Stream stream) {
        Path video = input.fileOf(stream.modality());
        return new FeatureSidecar(identity(stream), video, VideoFingerprint.of(video));
    }

    /** All that decides on the features of a stream, by name. */
    private Map<String, Object> identity(Stream stream) {
        Map<String, Object> identity = new LinkedHashMap<>(stream.identity());
        identity.put("stream", stream.modality().name().toLowerCase(Locale.ROOT));
        identity.put("tool", settings.tool().word());
        if (settings.tool() != FeatureTool.PIERGIAJ) {
            identity.put("stack_size", settings.stackSize());
            identity.put("step_size", settings.stepSize());
        }
        identity.put("fps", settings.frameRate());
        if (settings.tool() == FeatureTool.I3D4J) {
            identity.put("layer", settings.layer().name());
            identity.put("per_time_step", settings.perTimeStep());
            identity.put("crops", settings.crops());
            identity.put("short", settings.shortVideo());
            identity.put("last", settings.last());
        }
        return identity;
    }

    /**
     * Makes the folder that of this run, and of no other until the lock is closed: two of other settings would put the array of one
     * beside what the other says of it. Removes what a killed run left, and sees to it that no place is taken.
     *
     * @throws OutputException as {@link #requireFree}, or if another process writes to the folder
     */
    public FolderLock claim(List<FeatureInput> inputs, List<Stream> streams) {
        FolderLock lock = FolderLock.take(folder, "extraction of features", "name another folder");
        try {
            requireFree(inputs, streams);
            Leftovers.remove(folder, TEMPORARY);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Sees to it that no place is taken, before anything is computed.
     *
     * @throws OutputException if features of other settings or videos would be replaced and may not be, or an input would
     */
    public void requireFree(List<FeatureInput> inputs, List<Stream> streams) {
        List<Path> read = new ArrayList<>();
        inputs.forEach(input -> streams.forEach(stream ->
                read.add(input.fileOf(stream.modality()).toAbsolutePath().normalize())));
        List<String> taken = new ArrayList<>();
        for (FeatureInput input : inputs) {
            for (Stream stream : streams) {
                Path file = file(input, stream);
                if (read.contains(file.toAbsolutePath().normalize())) {
                    throw new OutputException(file + ": is an input; write to another folder");
                }
                if (!overwrite) {
                    tryLook(input, stream).ifPresent(reason -> taken.add(file + ": " + reason));
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new OutputException(taken.get(0)
                    + (taken.size() == 1 ? "" : ", and " + (taken.size() - 1) + " more like it")
                    + ". Write to another folder, or replace with --overwrite");
        }
    }

    private Optional<String> tryLook(FeatureInput input, Stream stream) {
        try {
            Found found = look(input, stream);
            return found.state() == State.TAKEN ? Optional.of(found.reason()) : Optional.empty();
        } catch (I3dException e) {
            // A video that can't be read is told when its turn comes.
            return Optional.empty();
        }
    }

    /**
     * Makes the features of a stream.
     *
     * @param extractor has the stream's network
     * @param progress told how far it is
     * @throws org.i3d4j.error.VideoException if the video can't be read
     * @throws OutputException if a file can't be written
     */
    public Written write(FeatureInput input, Stream stream, FeatureExtractor extractor, FeatureListener progress) {
        FeatureFiles files = files(input, stream);
        FeatureSidecar sidecar = sidecar(input, stream);
        try (FeatureSpool spool = FeatureSpool.beside(files.main())) {
            FeatureEnd end = extractor.extract(input.fileOf(stream.modality()), new Kept(spool, progress));
            List<Integer> rowShape =
                    spool.first().map(FeatureSpool.Place::rowShape).orElseGet(() -> emptyShape(stream.architecture()));
            FeatureTable table = new FeatureTable(
                    input.file().toString(), spool, rowShape, end, JsonReport.line(sidecar.settings()));
            files.remove();
            // Told twice: what was cut off, by a kill or later, lacks the size or has another.
            sidecar.write(files, table, OptionalLong.empty());
            List<Long> shape = FeatureWriter.write(files, table, format, settings.tool());
            sidecar.write(files, table, OptionalLong.of(FeatureSidecar.bytes(files.main())));
            return new Written(files.main(), shape, end);
        }
    }

    private record Kept(FeatureSpool spool, FeatureListener progress) implements FeatureListener {
        @Override
        public void began(long expectedFrames) {
            progress.began(expectedFrames);
        }

        @Override
        public void made(FeatureRow row) {
            spool.add(row);
            progress.made(row);
        }
    }

    private List<Integer> emptyShape(Architecture architecture) {
        List<Integer> shape = new ArrayList<>();
        if (settings.crops() > 1) {
            shape.add(settings.crops());
        }
        if (settings.perTimeStep()) {
            shape.add(0);
        }
        shape.add(settings.layer().channels(architecture));
        return shape;
    }
}
