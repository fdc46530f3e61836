package org.i3d4j.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.text.Counted;
import tools.jackson.core.type.TypeReference;

/**
 * What a checkpoint to train on from says beside its tensors: entries of the safetensors header like those of a {@link
 * ModelDescription}, with the whole configuration, and what the network is built from.
 *
 * @param settings what the network is built from
 * @param position where training stands
 * @param configYaml the resolved configuration
 * @param classNames in the order of the logits
 * @param metrics by name
 * @param versions of the programs that train it and write it, by name
 */
public record CheckpointMetadata(
        ModelSettings settings,
        TrainingPosition position,
        String configYaml,
        List<String> classNames,
        Map<String, Double> metrics,
        Map<String, String> versions) {
    static final String FORMAT_KEY = "format";
    static final String FORMAT = "i3d4j-checkpoint-1";
    private static final String MODEL_KEY = "model";

    /** The settings but for the backbone, which has an entry of its own. */
    private record StoredSettings(
            int inputChannels,
            int classes,
            double batchNormEps,
            double batchNormMomentum,
            double dropoutKeepProbability) {

        static StoredSettings of(ModelSettings settings) {
            return new StoredSettings(
                    settings.inputChannels(),
                    settings.classes(),
                    settings.batchNormEps(),
                    settings.batchNormMomentum(),
                    settings.dropoutKeepProbability());
        }

        ModelSettings of(Backbone backbone) {
            return new ModelSettings(
                    backbone, inputChannels, classes, batchNormEps, batchNormMomentum, dropoutKeepProbability);
        }
    }

    public CheckpointMetadata {
        classNames = List.copyOf(classNames);
        metrics = Map.copyOf(metrics);
        versions = Map.copyOf(versions);
    }

    Map<String, String> toEntries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(FORMAT_KEY, FORMAT);
        Producer.putArchitecture(entries, settings.architecture());
        entries.put(MODEL_KEY, MetadataEntries.json(StoredSettings.of(settings)));
        entries.put(ModelDescription.POSITION_KEY, MetadataEntries.json(position));
        entries.put(ModelDescription.CONFIG_KEY, configYaml);
        entries.put(ModelDescription.CLASS_NAMES_KEY, MetadataEntries.json(classNames));
        entries.put(ModelDescription.METRICS_KEY, MetadataEntries.json(metrics));
        entries.put(ModelDescription.VERSIONS_KEY, MetadataEntries.json(versions));
        return entries;
    }

    /** Whether the entries are of a checkpoint that training wrote. */
    static boolean isIn(MetadataEntries entries) {
        return entries.says(FORMAT_KEY, FORMAT);
    }

    static ModelSettings settings(MetadataEntries entries) {
        StoredSettings stored = entries.require(MODEL_KEY, new TypeReference<StoredSettings>() {});
        ModelSettings settings;
        try {
            settings = stored.of(Producer.backbone(entries));
        } catch (ConfigException e) {
            throw new WeightsException(
                    entries.file() + ": metadata entry '" + MODEL_KEY + "' can't be used: " + e.getMessage(), e);
        }
        if (settings.inputChannels() < 1 || settings.classes() < 1) {
            throw new WeightsException(entries.file() + ": metadata entry '" + MODEL_KEY + "' gives the network "
                    + Counted.of(settings.inputChannels(), "input channel") + " and "
                    + Counted.of(settings.classes(), "class")
                    + "; expected at least 1 of each");
        }
        return settings;
    }

    static TrainingPosition position(MetadataEntries entries) {
        return entries.require(ModelDescription.POSITION_KEY, new TypeReference<TrainingPosition>() {});
    }
}
