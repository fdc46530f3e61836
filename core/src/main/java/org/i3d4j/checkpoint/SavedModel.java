package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.PublishedClasses;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.weights.StateDict;

/**
 * A model read from a file, with what the file says of itself.
 *
 * @param file where it was read
 * @param origin what kind of file it is
 * @param settings what the network is built from
 * @param weights every tensor of the network, float32
 * @param description what it says of itself
 * @param leftovers names of tensors in the file that the network has no use for, the optimizer's left out
 */
public record SavedModel(
        Path file,
        Origin origin,
        ModelSettings settings,
        StateDict weights,
        ModelDescription description,
        List<String> leftovers) {

    /**
     * What kind of file a model came from.
     *
     * @param format as {@code safetensors}
     * @param family whose names its tensors have, as {@code piergiaj/pytorch-i3d}
     * @param alphabeticalClasses whether models of this family number classes as the published lists do
     * @param prefix what stands in front of each of them in the file, as {@code module.}; empty if nothing does
     * @param writtenBy versions of the programs that wrote the file, by name; empty if it doesn't say
     */
    public record Origin(
            String format, String family, boolean alphabeticalClasses, String prefix, Map<String, String> writtenBy) {
        public Origin {
            writtenBy = Map.copyOf(writtenBy);
        }

        /** For people: as {@code pytorch, names of piergiaj/pytorch-i3d behind 'module.'}. */
        @Override
        public String toString() {
            return format + ", names of " + family + (prefix.isEmpty() ? "" : " behind '" + prefix + "'");
        }
    }

    private static final StateDict NO_WEIGHTS = new StateDict(Map.of());

    public SavedModel {
        leftovers = List.copyOf(leftovers);
    }

    /** Names of the first classes, in the order of the logits; empty if the file has none. */
    public List<String> classNames() {
        return description.classNames();
    }

    /** The configuration it was trained with, if the file has one. */
    public Optional<I3dConfig> config() {
        return description.config();
    }

    /** What was measured when it was saved, by name. */
    public Map<String, Double> metrics() {
        return description.metrics();
    }

    /** What 8-bit arithmetic needs; {@link ActivationRanges#NONE} unless the model was calibrated. */
    public ActivationRanges ranges() {
        return description.ranges();
    }

    /** How its evaluation makes clips of a video; without a configuration, how that of the published models does. */
    public Preprocessing preprocessing() {
        return config().map(Preprocessing::new)
                .orElseGet(() -> Preprocessing.ofPublishedModels(settings.backbone(), settings.inputChannels()));
    }

    /** The same with another configuration's preprocessing, classes a video and frames. */
    public SavedModel withPreprocessing(Preprocessing other) {
        return with(settings, description.withConfig(other.config()));
    }

    /**
     * The same with another eps of batch norm than the file's family has. It computes something else then, and is not
     * calibrated any more.
     */
    public SavedModel withBatchNormEps(double eps) {
        if (Double.compare(eps, settings.batchNormEps()) == 0) {
            return this;
        }
        return with(settings.withBatchNormEps(eps), description.withRanges(ActivationRanges.NONE));
    }

    /**
     * The same weights in another network that takes them: names and shapes of tensors tell no strides. It computes something
     * else then, and is not calibrated any more.
     *
     * @throws WeightsException if that network has other tensors
     */
    public SavedModel withBackbone(Backbone other) {
        if (other == settings.backbone()) {
            return this;
        }
        if (!settings.backbone().hasTensorsOf(other)) {
            throw new WeightsException(file + ": has the tensors of "
                    + settings.backbone().yamlName() + ", which " + other.yamlName() + " can't take");
        }
        ModelDescription said = description
                .config()
                .map(own -> description.withConfig(own.withModel(own.model().withType(other))))
                .orElse(description);
        return with(settings.of(other), said.withRanges(ActivationRanges.NONE));
    }

    /** The same with other activation ranges. */
    public SavedModel withRanges(ActivationRanges others) {
        return with(settings, description.withRanges(others));
    }

    /** The same without its tensors, for whoever keeps it beside a network, which has its own; they can't be asked for then. */
    public SavedModel withoutWeights() {
        return new SavedModel(file, origin, settings, NO_WEIGHTS, description, leftovers);
    }

    /**
     * Every tensor of the network, float32.
     *
     * @throws IllegalStateException if this is {@link #withoutWeights}
     */
    @Override
    public StateDict weights() {
        if (weights == NO_WEIGHTS) {
            throw new IllegalStateException(
                    file + ": its weights were let go when the network was made of them; read the file again for them");
        }
        return weights;
    }

    private SavedModel with(ModelSettings others, ModelDescription said) {
        return new SavedModel(file, origin, others, weights, said, leftovers);
    }

    /** The published class list that fits, for a model without class names of its own. */
    public Optional<PublishedClasses> publishedClasses() {
        return classNames().isEmpty() && origin.alphabeticalClasses()
                ? PublishedClasses.ofSize(settings.classes())
                : Optional.empty();
    }

    /** The file's class names, or those of the published list that fits; empty if there is neither. */
    public List<String> classNamesOrPublished() {
        return publishedClasses().map(list -> list.names().names()).orElse(classNames());
    }

    /** What a copy in another format says of itself: published class names too, which its format may not tell. */
    public ModelDescription carried() {
        return description.withClassNames(classNamesOrPublished());
    }

    /**
     * Makes the model ready to run.
     *
     * @return the caller's
     * @throws WeightsException if 8-bit arithmetic is asked for and the model was not calibrated
     * @throws org.i3d4j.error.DeviceException if the device is not there, or no engine computes so on it
     */
    public Network network(Compute compute) {
        if (compute.precision() == Precision.INT8 && ranges().isEmpty()) {
            throw new WeightsException(file + ": was not calibrated for int8; " + Advice.CALIBRATE_A_COPY);
        }
        return Engines.create(settings, weights(), ranges(), compute);
    }
}
