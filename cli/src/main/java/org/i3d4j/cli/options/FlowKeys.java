package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.StreamType;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Modality;
import org.i3d4j.video.flow.FlowSettings;

/**
 * The making of flow that a network was trained on, as keys of a configuration: one that was written for RGB says nothing of it, and its
 * defaults would be another making.
 */
public final class FlowKeys {
    private static final String DATASET = "data_loader.eval.dataset.";

    private FlowKeys() {}

    /**
     * What goes before all that the user sets: the network's own making, if it takes flow and the file reads RGB.
     *
     * @param file the configuration, looked at without anything that is set
     */
    public static List<String> before(Path file, SavedModel model) {
        if (model.settings().inputChannels() != Modality.FLOW.channels() || readsFlow(file)) {
            return List.of();
        }
        FlowSettings settings = model.preprocessing().flow();
        return List.of(
                DATASET + "flow_method=" + settings.method().yamlName(),
                DATASET + "flow_short_side=" + settings.shortSide(),
                DATASET + "flow_levels=" + settings.levels().yamlName());
    }

    private static boolean readsFlow(Path file) {
        try {
            return ConfigFile.load(file, List.of()).config().dataLoader().eval().dataset().stream() == StreamType.FLOW;
        } catch (ConfigException e) {
            // Whole only with what is set; that alone doesn't make it one of flow.
            return false;
        }
    }
}
