package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.checkpoint.SavedModel.Origin;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.text.Counted;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.i3d4j.weights.naming.NamedTensors;
import org.i3d4j.weights.naming.TensorNames;
import org.i3d4j.weights.safetensors.SafetensorsFile;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/**
 * Models as files. A checkpoint of ours is one safetensors file: the network's tensors under our names (of Inception those of pytorch-i3d), the
 * optimizer's and the averaged weights behind prefixes, everything else in the header; any safetensors reader opens it.
 */
public final class Checkpoints {
    /** What the names of an optimizer's tensors begin with. */
    public static final String OPTIMIZER_PREFIX = "optimizer.";

    /** What the names of the moving averages of the network's tensors begin with. */
    public static final String EMA_PREFIX = "ema.";

    private Checkpoints() {}

    /**
     * Reads a model for use, whatever program wrote it; what only training needs is left alone.
     *
     * @param file a checkpoint of any format that {@link WeightsFiles} opens, its tensors named as in any of
     *     {@link TensorNames#known}
     * @throws WeightsException if the file is missing, damaged, or its tensors are not those of one I3D network: naming
     *     each tensor with both shapes, or the first that holds what no network can use: NaN, or a variance below 0
     */
    public static SavedModel read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * As {@link #read(Path)}.
     *
     * @param backbone the network that the weights are of, whatever the file says; empty to go by that, and by names and shapes
     * @throws ConfigException if several networks have these tensors and neither the caller nor the file says which it is
     */
    public static SavedModel read(Path file, Optional<Backbone> backbone) {
        try (WeightsFile open = open(file, Checkpoints::isOfModel)) {
            return read(file, open, backbone);
        }
    }

    /**
     * As {@link #read(Path, Optional)}.
     *
     * @param file how the caller names it: a prefix or a folder, where the format has several files
     * @param open what {@link #open} opened
     */
    static SavedModel read(Path file, WeightsFile open, Optional<Backbone> backbone) {
        MetadataEntries metadata = entries(open);
        boolean ours = CheckpointMetadata.isIn(metadata);
        Optional<ModelSettings> said = ours ? Optional.of(CheckpointMetadata.settings(metadata)) : Optional.empty();
        ModelDescription description = ModelDescription.of(metadata);
        Optional<Backbone> saidBackbone = Producer.saidBackbone(metadata);
        NamedTensors named = NamedTensors.in(open, saidBackbone);
        if (saidBackbone.isEmpty() && backbone.isEmpty()) {
            named.requireOne(file);
        }
        ModelSettings settings = said.orElseGet(() -> inferred(file, named));
        StateDictCheck.require(described(file, named), settings.architecture(), named.infos());
        Strangers strangers = Strangers.in(named, ours);
        strangers.tell(file);
        SavedModel model = new SavedModel(
                file,
                origin(open, named, metadata),
                settings,
                named.read(open, name -> true),
                description,
                strangers.leftovers());
        return backbone.map(model::withBackbone).orElse(model);
    }

    private static Origin origin(WeightsFile open, NamedTensors named, MetadataEntries metadata) {
        TensorNames names = named.names();
        return new Origin(
                open.format(),
                names.family(),
                names.numbersClassesAlphabetically(),
                named.prefix(),
                Producer.versions(metadata));
    }

    private static MetadataEntries entries(WeightsFile open) {
        return new MetadataEntries(open.file(), open.metadata());
    }

    /** What only training needs has names of its own. */
    private static boolean isOfModel(String name) {
        return !name.startsWith(OPTIMIZER_PREFIX) && !name.startsWith(EMA_PREFIX);
    }

    /**
     * Opens {@code file} if this version knows its kind; ours with a checksum after comparing its content with that.
     *
     * @param used whether a tensor, by its name in the file, is to be read: it then comes from the same reading
     */
    static WeightsFile open(Path file, Predicate<String> used) {
        WeightsFile open = WeightsFiles.open(file);
        try {
            if (open instanceof SafetensorsFile ours && isChecked(ours)) {
                open = ours.verified(used);
            }
            Producer.requireKnown(entries(open));
            return open;
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** A bit may have been flipped in any one of the entries that make a checked file of ours. */
    private static boolean isChecked(SafetensorsFile file) {
        MetadataEntries metadata = entries(file);
        boolean ours = CheckpointMetadata.isIn(metadata) || ModelDescription.isIn(metadata);
        return ours ? file.hasTraceOfChecksum() : file.hasChecksum();
    }

    private static ModelSettings inferred(Path file, NamedTensors named) {
        return StateDictCheck.inferSettings(described(file, named), named.backbone(), named.infos())
                .withBatchNormEps(named.names().batchNormEps());
    }

    /** Messages name tensors as we do; where the file has other names, they say so. */
    private static String described(Path file, NamedTensors named) {
        return named.names().areOurs()
                ? file.toString()
                : file + " (names of " + named.names().family() + ")";
    }

    /**
     * Weights to start training a network from.
     *
     * @param weights under our names, float32, those that the checkpoint has
     * @param missing our names of the tensors that the checkpoint lacks, or has for another number of classes
     * @param classes of the checkpoint's head; 0 if it has none
     * @param classNames of the checkpoint's head, in the order of its logits; empty if the file has none
     * @param origin what kind of file it is
     * @param batchNormEps what it was trained with
     */
    public record Start(
            StateDict weights,
            List<String> missing,
            long classes,
            List<String> classNames,
            Origin origin,
            double batchNormEps) {
        public Start {
            missing = List.copyOf(missing);
            classNames = List.copyOf(classNames);
        }
    }

    /**
     * Reads weights to start training from. The head may have any number of classes: one of another number is left out; and
     * there may be none.
     *
     * @param architecture of the network that is to take them
     * @param mayLack whether a tensor, by our name, may be missing
     * @throws WeightsException as {@link #read}
     * @throws ConfigException if it was trained on another number of channels
     */
    public static Start readStart(Path file, Architecture architecture, Predicate<String> mayLack) {
        try (WeightsFile open = open(file, Checkpoints::isOfModel)) {
            MetadataEntries metadata = entries(open);
            NamedTensors named = NamedTensors.in(open, Producer.saidBackbone(metadata));
            requireBackbone(file, architecture, named);
            Map<String, TensorInfo> infos = new LinkedHashMap<>(named.infos());
            List<String> missing = new ArrayList<>();
            boolean trunk = hasNoHead(named);
            for (Parameter parameter : Parameter.of(architecture)) {
                TensorInfo found = infos.get(parameter.name());
                boolean ofHead = parameter.layer().equals(Architecture.HEAD);
                boolean otherHead =
                        ofHead && (trunk || (found != null && !found.shape().equals(parameter.shape())));
                if (otherHead || (found == null && mayLack.test(parameter.name()))) {
                    missing.add(parameter.name());
                    infos.put(parameter.name(), new TensorInfo(DataType.F32, parameter.shape()));
                }
            }
            requireChannels(file, architecture, named.backbone(), infos);
            StateDictCheck.require(described(file, named), architecture, infos);
            double eps = CheckpointMetadata.isIn(metadata)
                    ? CheckpointMetadata.settings(metadata).batchNormEps()
                    : named.names().batchNormEps();
            StateDict weights = named.read(open, name -> !missing.contains(name));
            return new Start(
                    weights,
                    missing,
                    Optional.ofNullable(named.infos().get(Role.BIAS.nameIn(Architecture.HEAD)))
                            .map(TensorInfo::size)
                            .orElse(0L),
                    ModelDescription.classNames(metadata),
                    origin(open, named, metadata),
                    eps);
        }
    }

    private static boolean hasNoHead(NamedTensors named) {
        return Stream.of(Role.KERNEL, Role.BIAS)
                .noneMatch(role -> named.sources().containsKey(role.nameIn(Architecture.HEAD)));
    }

    /** Networks that have the same tensors may be started from each other's. */
    private static void requireBackbone(Path file, Architecture architecture, NamedTensors named) {
        Backbone wanted = Backbone.named(architecture.name()).orElseThrow();
        if (!named.backbone().hasTensorsOf(wanted)) {
            throw new ConfigException(file + ": is of " + named.backbone().yamlName() + " (names of "
                    + named.names().family() + "), model.type is " + wanted.yamlName());
        }
    }

    /** A difference that has a setting: clearer than two shapes of a kernel. */
    private static void requireChannels(
            Path file, Architecture architecture, Backbone backbone, Map<String, TensorInfo> infos) {
        int channels = StateDictCheck.inputChannels(file.toString(), backbone, infos);
        if (channels != architecture.inputChannels()) {
            throw new ConfigException(file + ": was trained on clips with " + Counted.of(channels, "channel")
                    + ", model.in_channel is " + architecture.inputChannels());
        }
    }

    /**
     * Where the run of a checkpoint stands. Its header alone is read: the tensors may be damaged.
     *
     * @throws WeightsException if the file is missing, its header damaged, or it was not written by {@link #write}
     */
    public static TrainingPosition position(Path file) {
        try (WeightsFile open = WeightsFiles.open(file)) {
            return position(open);
        }
    }

    static TrainingPosition position(WeightsFile open) {
        MetadataEntries metadata = entries(open);
        if (!CheckpointMetadata.isIn(metadata)) {
            throw new WeightsException(open.file()
                    + (ModelDescription.isIn(metadata)
                            ? ": is a model to use, " + Advice.AS_CONVERTED + ", without the optimizer's state;"
                            : ": holds weights only, no training state;")
                    + " " + Advice.START_FROM_WEIGHTS);
        }
        return CheckpointMetadata.position(metadata);
    }

    /**
     * Writes a checkpoint with a checksum and the date, under a temporary name, and renames it when it is whole and on disk.
     *
     * @param weights every tensor of the network
     * @param training what only training needs, each name beginning with {@link #OPTIMIZER_PREFIX} or
     *     {@link #EMA_PREFIX}; empty to save a model for use only
     * @throws org.i3d4j.error.OutputException if it can't be written; an older file of that name stays
     */
    public static void write(
            Path file, CheckpointMetadata metadata, StateDict weights, Map<String, TensorData> training) {
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.asMap());
        tensors.putAll(training);
        Map<String, String> entries = metadata.toEntries();
        entries.put(
                ModelDescription.DATE_KEY,
                ModelDescription.text(OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)));
        SafetensorsWriter.writeChecked(file, entries, tensors);
    }
}
