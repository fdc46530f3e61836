package org.i3d4j.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.error.WeightsException;

/**
 * Who wrote a file of i3d4j's, and for which architecture: entries beside those of its model. Files of versions before have
 * none of them, and are of the one architecture that there was.
 */
final class Producer {
    private static final String ARCHITECTURE_KEY = "architecture";
    /** Of a model to use; in a checkpoint to train on from the versions of its training are those of its writer. */
    private static final String WRITTEN_BY_KEY = "written_by";

    /** How {@link CheckpointMetadata#FORMAT_KEY} begins in all files of i3d4j's, now and later. */
    private static final String FORMATS = "i3d4j-";

    private static final List<String> KNOWN_FORMATS = List.of(CheckpointMetadata.FORMAT, ModelDescription.FORMAT);

    private Producer() {}

    static void putArchitecture(Map<String, String> entries, Architecture architecture) {
        entries.put(ARCHITECTURE_KEY, architecture.name());
    }

    static void putThisProgram(Map<String, String> entries) {
        entries.put(WRITTEN_BY_KEY, MetadataEntries.json(new TreeMap<>(ProgramVersion.all())));
    }

    /** Versions of the programs that wrote the file, by name; empty if it doesn't say. */
    static Map<String, String> versions(MetadataEntries entries) {
        return format(entries).isEmpty()
                ? Map.of()
                : entries.texts(ModelDescription.isIn(entries) ? WRITTEN_BY_KEY : ModelDescription.VERSIONS_KEY);
    }

    /** Empty if another program wrote the file. */
    private static Optional<String> format(MetadataEntries entries) {
        return entries.text(CheckpointMetadata.FORMAT_KEY).filter(name -> name.startsWith(FORMATS));
    }

    /**
     * Sees to it that this version can make sense of the entries; those of other programs' files are none of its business.
     *
     * @throws WeightsException if i3d4j wrote the file in a later format, or for an architecture that is not known here
     */
    static void requireKnown(MetadataEntries entries) {
        Optional<String> format = format(entries);
        if (format.isEmpty()) {
            return;
        }
        if (!KNOWN_FORMATS.contains(format.get())) {
            throw new WeightsException(refusal(
                    entries, CheckpointMetadata.FORMAT_KEY, format.get(), String.join("' or '", KNOWN_FORMATS)));
        }
        backbone(entries);
    }

    /**
     * Which network the file is of; those that don't say are of Inception.
     *
     * @throws WeightsException if it is not known here
     */
    static Backbone backbone(MetadataEntries entries) {
        String architecture = entries.text(ARCHITECTURE_KEY).orElse(Backbone.INCEPTION.checkpointName());
        return Backbone.named(architecture)
                .orElseThrow(() -> new WeightsException(refusal(
                        entries,
                        ARCHITECTURE_KEY,
                        architecture,
                        Stream.of(Backbone.values())
                                .map(Backbone::checkpointName)
                                .collect(Collectors.joining("' or '")))));
    }

    /** As {@link #backbone}; empty if another program wrote the file. */
    static Optional<Backbone> saidBackbone(MetadataEntries entries) {
        return format(entries).map(ours -> backbone(entries));
    }

    private static String refusal(MetadataEntries entries, String key, String found, String expected) {
        String writer = versions(entries).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", "));
        return entries.file() + ": its " + key + " is '" + found + "'; i3d4j " + ProgramVersion.number() + " expects '"
                + expected + "'. Use the version of i3d4j that wrote it"
                + (writer.isEmpty() ? "" : " (" + writer + ")") + ", or a later one";
    }
}
