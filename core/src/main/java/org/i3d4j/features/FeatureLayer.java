package org.i3d4j.features;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.Stage;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.NearestName;

/**
 * Where in the network features are taken.
 *
 * @param name one of {@link #names}
 */
public record FeatureLayer(String name) {
    /** The features that the head reads: its average pooling, in front of the logits. */
    public static final FeatureLayer POOL = new FeatureLayer("pool");
    /** The scores of the classes. */
    public static final FeatureLayer LOGITS = new FeatureLayer("logits");

    /** @throws ConfigException if there is no such layer, with the name that may be meant */
    public FeatureLayer {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new ConfigException("there is no layer '" + name + "'"
                    + NearestName.among(names, name)
                            .map(NearestName::question)
                            .orElse("; there are " + String.join(", ", names)));
        }
    }

    /** All there are, from the first to the last. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        InceptionTable.of(3, 1).stages().stream().map(Stage::name).forEach(names::add);
        names.add("pool");
        names.add("logits");
        return names;
    }

    /** What the network calls it. */
    String endpoint() {
        return switch (name) {
            case "pool" -> Architecture.FEATURES;
            case "logits" -> Architecture.LOGITS;
            default -> name;
        };
    }

    /** Channels that it has in a network. */
    public int channels(Architecture architecture) {
        if (equals(LOGITS)) {
            return architecture.classes();
        }
        int channels = architecture.inputChannels();
        for (Stage stage : architecture.stages()) {
            channels = stage.outputChannels(channels);
            if (stage.name().equals(name)) {
                return channels;
            }
        }
        return channels;
    }

    @Override
    public String toString() {
        return name;
    }
}
