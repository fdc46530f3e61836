package org.i3d4j.features;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Stage;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.NearestName;

/**
 * Where in a network features are taken.
 *
 * @param name one of its {@link #names}
 */
public record FeatureLayer(String name) {
    /** The features that the head reads: its average pooling, in front of the logits. */
    public static final FeatureLayer POOL = new FeatureLayer("pool");
    /** The scores of the classes. */
    public static final FeatureLayer LOGITS = new FeatureLayer("logits");

    /** All that a network has, from the first to the last. */
    public static List<String> names(Architecture architecture) {
        List<String> names = new ArrayList<>();
        architecture.stages().stream().map(Stage::name).forEach(names::add);
        names.add(POOL.name);
        names.add(LOGITS.name);
        return names;
    }

    /**
     * Sees to it that a network has this layer.
     *
     * @throws ConfigException if it has not, with the name that may be meant
     */
    public void requireIn(Architecture architecture) {
        List<String> names = names(architecture);
        if (!names.contains(name)) {
            throw new ConfigException(architecture.name() + " has no layer '" + name + "'"
                    + NearestName.among(names, name)
                            .map(NearestName::question)
                            .orElse("; there are " + String.join(", ", names)));
        }
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
