package org.i3d4j.evaluate.provenance;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.ProgramVersion;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.file.LoadedConfig;

/**
 * What was measured, when, by what and how. Files and folders are as the user named them.
 *
 * @param date of the measurement
 * @param checkpoint the model
 * @param flowCheckpoint beside it that of optical flow; empty of one stream
 * @param compute what ran it
 * @param dataset folder of the data set
 * @param configFile the configuration
 * @param config all of it, options of the command line included; of two streams that of RGB
 * @param flowConfig beside it that by which optical flow was read; empty of one stream
 */
public record Provenance(
        OffsetDateTime date,
        CheckpointFacts checkpoint,
        Optional<CheckpointFacts> flowCheckpoint,
        ComputeFacts compute,
        Path dataset,
        Path configFile,
        LoadedConfig config,
        Optional<LoadedConfig> flowConfig) {
    public Provenance {
        date = date.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * All of it as text, numbers, lists and maps, by the names that {@code metrics.json} has; null stands for what is not
     * recorded. The caller's.
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("i3d4j", ProgramVersion.number());
        fields.put("date", date.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        fields.put("checkpoint", checkpoint.fields());
        flowCheckpoint.ifPresent(flow -> fields.put("flow_checkpoint", flow.fields()));
        fields.put("compute", compute.fields());
        fields.put("data", data());
        fields.put("views", views(config));
        flowConfig.ifPresent(flow -> fields.put("flow_views", views(flow)));
        fields.put("config_file", configFile.toString());
        fields.put("config", config.values());
        flowConfig.ifPresent(flow -> fields.put("flow_config", flow.values()));
        return fields;
    }

    private Map<String, Object> data() {
        DatasetConfig configured = config.config().dataLoader().eval().dataset();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("folder", dataset.toString());
        data.put("type", configured.type().yamlName());
        data.put("split", configured.split());
        if (!configured.list().isEmpty()) {
            data.put("list", configured.list());
        }
        return data;
    }

    private static Map<String, Object> views(LoadedConfig of) {
        Preprocessing preprocessing = new Preprocessing(of.config());
        Map<String, Object> views = preprocessing.keys();
        views.put("seed", preprocessing.seed());
        return views;
    }
}
