package org.i3d4j.checkpoint;

import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.ConfigFile;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.LoadedConfig;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.ActivationRanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint says beside its tensors: text entries in the safetensors header, JSON inside each but the
 * configuration, which is YAML.
 *
 * @param settings what the network is built from
 * @param position where training stands
 * @param configYaml the resolved configuration
 * @param classNames in the order of the logits
 * @param metrics by name
 * @param versions of the programs that wrote it, by name
 */
public record CheckpointMetadata(
        ModelSettings settings,
        TrainingPosition position,
        String configYaml,
        List<String> classNames,
        Map<String, Double> metrics,
        Map<String, String> versions) {
    private static final Logger log = LoggerFactory.getLogger(CheckpointMetadata.class);
    static final String FORMAT_KEY = "format";
    static final String FORMAT = "i3d4j-checkpoint-1";
    private static final String MODEL_KEY = "model";
    private static final String TRAINING_KEY = "training";
    private static final String CONFIG_KEY = "config";
    private static final String CLASS_NAMES_KEY = "class_names";
    private static final String METRICS_KEY = "metrics";
    private static final String VERSIONS_KEY = "versions";
    private static final String RANGES_KEY = "activation_ranges";
    /** A value that is not there is damage, never a default. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    public CheckpointMetadata {
        classNames = List.copyOf(classNames);
        metrics = Map.copyOf(metrics);
        versions = Map.copyOf(versions);
    }

    Map<String, String> toEntries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(FORMAT_KEY, FORMAT);
        entries.put(MODEL_KEY, JSON.writeValueAsString(settings));
        entries.put(TRAINING_KEY, JSON.writeValueAsString(position));
        entries.put(CONFIG_KEY, configYaml);
        entries.put(CLASS_NAMES_KEY, JSON.writeValueAsString(classNames));
        entries.put(METRICS_KEY, JSON.writeValueAsString(metrics));
        entries.put(VERSIONS_KEY, JSON.writeValueAsString(versions));
        return entries;
    }

    /** Whether the entries are of a checkpoint that i3d4j wrote. */
    static boolean isIn(Map<String, String> entries) {
        return FORMAT.equals(entries.get(FORMAT_KEY));
    }

    static ModelSettings settings(Path file, Map<String, String> entries) {
        ModelSettings settings = parse(file, entries, MODEL_KEY, new TypeReference<ModelSettings>() {});
        if (settings.inputChannels() < 1 || settings.classes() < 1) {
            throw new WeightsException(file + ": metadata entry '" + MODEL_KEY + "' gives the network "
                    + settings.inputChannels() + " input channels and " + settings.classes()
                    + " classes; expected at least 1 of each");
        }
        return settings;
    }

    static TrainingPosition position(Path file, Map<String, String> entries) {
        return parse(file, entries, TRAINING_KEY, new TypeReference<TrainingPosition>() {});
    }

    /** The text entries that a model takes along into a file of another program. */
    public static Map<String, String> portable(List<String> classNames) {
        return classNames.isEmpty() ? Map.of() : Map.of(CLASS_NAMES_KEY, JSON.writeValueAsString(classNames));
    }

    /** {@code entries} with other settings than they had. */
    static Map<String, String> withSettings(Map<String, String> entries, ModelSettings settings) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        all.put(MODEL_KEY, JSON.writeValueAsString(settings));
        return all;
    }

    /** {@code entries} and what was measured of the feature maps. */
    static Map<String, String> withRanges(Map<String, String> entries, ActivationRanges ranges) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        all.put(RANGES_KEY, JSON.writeValueAsString(new TreeMap<>(ranges.largest())));
        return all;
    }

    /** Those of a model that was calibrated. */
    static ActivationRanges ranges(Path file, Map<String, String> entries) {
        return entries.containsKey(RANGES_KEY)
                ? new ActivationRanges(parse(file, entries, RANGES_KEY, new TypeReference<Map<String, Float>>() {}))
                : ActivationRanges.NONE;
    }

    /** Those of a checkpoint of ours, or {@link #portable} ones; empty where another program wrote none. */
    static List<String> classNames(Path file, Map<String, String> entries) {
        if (!isIn(entries) && !entries.containsKey(CLASS_NAMES_KEY)) {
            return List.of();
        }
        return parse(file, entries, CLASS_NAMES_KEY, new TypeReference<List<String>>() {});
    }

    static Map<String, Double> metrics(Path file, Map<String, String> entries) {
        return parse(file, entries, METRICS_KEY, new TypeReference<Map<String, Double>>() {});
    }

    static Optional<I3dConfig> config(Path file, Map<String, String> entries) {
        return Optional.ofNullable(entries.get(CONFIG_KEY)).map(yaml -> {
            LoadedConfig saved = ConfigFile.parseSaved(yaml, "config in " + file);
            saved.warnings().forEach(warning -> log.warn("warning: {}", warning));
            return saved.config();
        });
    }

    private static <T> T parse(Path file, Map<String, String> entries, String key, TypeReference<T> type) {
        String text = entries.get(key);
        if (text == null) {
            throw new WeightsException(file + ": its metadata has no entry '" + key + "'; the checkpoint is damaged");
        }
        try {
            T value = JSON.readValue(text, type);
            if (value == null) {
                throw new WeightsException(file + ": metadata entry '" + key + "' is null; the checkpoint is damaged");
            }
            return value;
        } catch (JacksonException e) {
            throw new WeightsException(
                    file + ": metadata entry '" + key + "' can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
