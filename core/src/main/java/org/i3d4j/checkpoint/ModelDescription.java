package org.i3d4j.checkpoint;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.ActivationRanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;

/**
 * What a model says of itself beside its tensors. In every format it is the same text entries, JSON inside each but the
 * configuration, which is YAML; the formats differ in where they keep them. Files and folders that the configuration names
 * stay behind: they are of the machine it was trained on.
 *
 * @param classNames in the order of the logits; empty if there are none
 * @param config what it was trained with, if that is known
 * @param metrics what was measured when it was saved, by name
 * @param versions of the programs that trained it, by name
 * @param position where its training stood, if that is known
 * @param date when its training saved it, if that is known
 * @param ranges what 8-bit arithmetic needs; {@link ActivationRanges#NONE} unless it was calibrated
 */
public record ModelDescription(
        List<String> classNames,
        Optional<I3dConfig> config,
        Map<String, Double> metrics,
        Map<String, String> versions,
        Optional<TrainingPosition> position,
        Optional<OffsetDateTime> date,
        ActivationRanges ranges) {
    /** Of a model of which nothing is known. */
    public static final ModelDescription NONE = new ModelDescription(
            List.of(), Optional.empty(), Map.of(), Map.of(), Optional.empty(), Optional.empty(), ActivationRanges.NONE);

    static final String FORMAT = "i3d4j-model-1";
    static final String CLASS_NAMES_KEY = "class_names";
    static final String CONFIG_KEY = "config";
    static final String METRICS_KEY = "metrics";
    static final String VERSIONS_KEY = "versions";
    static final String POSITION_KEY = "training";
    static final String DATE_KEY = "date";
    private static final String RANGES_KEY = "activation_ranges";
    private static final Logger log = LoggerFactory.getLogger(ModelDescription.class);

    public ModelDescription {
        classNames = List.copyOf(classNames);
        metrics = Map.copyOf(metrics);
        versions = Map.copyOf(versions);
    }

    /** The same with other class names. */
    public ModelDescription withClassNames(List<String> names) {
        return new ModelDescription(names, config, metrics, versions, position, date, ranges);
    }

    /** The same with another configuration. */
    public ModelDescription withConfig(I3dConfig other) {
        return new ModelDescription(classNames, Optional.of(other), metrics, versions, position, date, ranges);
    }

    /** The same with other activation ranges. */
    public ModelDescription withRanges(ActivationRanges others) {
        return new ModelDescription(classNames, config, metrics, versions, position, date, others);
    }

    /** The same for tensors that are to be read with this eps of batch norm. */
    public ModelDescription withBatchNormEps(double eps) {
        return config.map(own -> withConfig(own.withModel(own.model().withBnEps(eps))))
                .orElse(this);
    }

    /** As any format keeps it: text by key. */
    public Map<String, String> toEntries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(CheckpointMetadata.FORMAT_KEY, FORMAT);
        config.ifPresent(own -> entries.put(CONFIG_KEY, ConfigFile.portable(own)));
        if (!classNames.isEmpty()) {
            entries.put(CLASS_NAMES_KEY, MetadataEntries.json(classNames));
        }
        if (!metrics.isEmpty()) {
            entries.put(METRICS_KEY, MetadataEntries.json(new TreeMap<>(metrics)));
        }
        if (!versions.isEmpty()) {
            entries.put(VERSIONS_KEY, MetadataEntries.json(new TreeMap<>(versions)));
        }
        position.ifPresent(own -> entries.put(POSITION_KEY, MetadataEntries.json(own)));
        date.ifPresent(own -> entries.put(DATE_KEY, text(own)));
        if (!ranges.isEmpty()) {
            entries.put(RANGES_KEY, MetadataEntries.json(new TreeMap<>(ranges.largest())));
        }
        return entries;
    }

    /** Whether the entries are those of {@link #toEntries}. */
    static boolean isIn(MetadataEntries entries) {
        return entries.says(CheckpointMetadata.FORMAT_KEY, FORMAT);
    }

    /**
     * Reads the entries of a file: of {@link #toEntries}, of a checkpoint to train on from, or another program's, of which
     * class names and ranges are taken.
     *
     * @throws WeightsException if one of them is damaged, or missing in a checkpoint to train on from
     * @throws org.i3d4j.error.ConfigException if this version can't read the configuration
     */
    static ModelDescription of(MetadataEntries entries) {
        ActivationRanges ranges = entries.find(RANGES_KEY, new TypeReference<Map<String, Float>>() {})
                .map(ActivationRanges::new)
                .orElse(ActivationRanges.NONE);
        boolean trainable = CheckpointMetadata.isIn(entries);
        List<String> names = classNames(entries);
        if (!trainable && !isIn(entries)) {
            return NONE.withClassNames(names).withRanges(ranges);
        }
        return new ModelDescription(
                names,
                entries.text(CONFIG_KEY).map(yaml -> config(entries, yaml)),
                read(entries, trainable, METRICS_KEY, new TypeReference<Map<String, Double>>() {}, Map.of()),
                entries.texts(VERSIONS_KEY),
                position(entries),
                date(entries),
                ranges);
    }

    /** As {@link #of} has them. */
    static List<String> classNames(MetadataEntries entries) {
        boolean required = CheckpointMetadata.isIn(entries);
        return read(entries, required, CLASS_NAMES_KEY, new TypeReference<List<String>>() {}, List.of());
    }

    private static <T> T read(
            MetadataEntries entries, boolean required, String key, TypeReference<T> type, T otherwise) {
        return required ? entries.require(key, type) : entries.find(key, type).orElse(otherwise);
    }

    private static Optional<TrainingPosition> position(MetadataEntries entries) {
        try {
            return entries.find(POSITION_KEY, new TypeReference<TrainingPosition>() {});
        } catch (WeightsException e) {
            // As another version wrote it: no reason to refuse the model. Who trains on from it is told.
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> date(MetadataEntries entries) {
        try {
            return entries.text(DATE_KEY).map(OffsetDateTime::parse);
        } catch (DateTimeParseException e) {
            throw new WeightsException(
                    entries.file() + ": metadata entry '" + DATE_KEY + "' is '" + e.getParsedString()
                            + "', no date as 2026-01-31T12:00:00+01:00; the checkpoint is damaged",
                    e);
        }
    }

    /** As files have a date: ISO 8601 with the distance to UTC. */
    static String text(OffsetDateTime date) {
        return date.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private static I3dConfig config(MetadataEntries entries, String yaml) {
        LoadedConfig saved = ConfigFile.parseSaved(yaml, "config in " + entries.file());
        saved.warnings().forEach(warning -> log.warn("warning: {}", warning));
        return saved.config();
    }
}
