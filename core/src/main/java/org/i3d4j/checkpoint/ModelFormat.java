package org.i3d4j.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.SidecarFile;
import org.i3d4j.weights.mindspore.MindSporeWriter;
import org.i3d4j.weights.naming.DeepMindNames;
import org.i3d4j.weights.naming.ForeignWeights;
import org.i3d4j.weights.naming.MindSporeNames;
import org.i3d4j.weights.naming.PytorchI3dNames;
import org.i3d4j.weights.naming.ResNetNames;
import org.i3d4j.weights.naming.TensorNames;
import org.i3d4j.weights.onnx.OnnxWriter;
import org.i3d4j.weights.pickle.PyTorchWriter;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.i3d4j.weights.tfbundle.BundleWriter;

/**
 * Formats that a model can be written in, for the programs that read them. Each gets the tensors under the names and with
 * the eps of its own I3D program, computes what the model computed, and carries what the model says of itself.
 */
public enum ModelFormat {
    /** Under the names of pytorch-i3d; our own default. The description is in the header, which has a checksum too. */
    SAFETENSORS("safetensors", ".safetensors"),
    /**
     * A zip file that {@code torch.load(weights_only=True)} opens, for pytorch-i3d, or mmaction2 where the network is a ResNet;
     * the description is a record of it.
     */
    PYTORCH("pytorch", ".pt .pth"),
    /** As {@link #PYTORCH}, for PyTorchVideo: a state dict {@code model_state}. */
    PYTORCHVIDEO("pytorchvideo", ".pyth"),
    /** As {@link #PYTORCHVIDEO}, for PySlowFast. */
    PYSLOWFAST("pyslowfast", ""),
    /** A bundle of TensorFlow 2, for DeepMind's kinetics-i3d; the description is a file beside it. */
    TF("tf", ".index"),
    /** For the reference system; the description is a file beside it. */
    MINDSPORE("mindspore", ".ckpt"),
    /** For any ONNX runtime; the description is among its metadata, with plain keys for size, crop, mean and so on. */
    ONNX("onnx", ".onnx");

    private static final String BUNDLE_NAME = "model.ckpt";
    private static final String INDEX = ".index";

    private final String title;
    /** Ends of file names, with blanks between them. */
    private final String extensions;

    ModelFormat(String title, String extensions) {
        this.title = title;
        this.extensions = extensions;
    }

    private Stream<String> extensions() {
        return Arrays.stream(extensions.split(" ", -1)).filter(end -> !end.isEmpty());
    }

    /** The format's name on the command line. */
    public String title() {
        return title;
    }

    /**
     * The format that a file's name asks for.
     *
     * @throws ConfigException if it is none
     */
    public static ModelFormat of(Path file) {
        return byName(file)
                .orElseThrow(() -> new ConfigException(file + ": its name tells no format; " + Advice.NAME_FORMAT + " ("
                        + Arrays.stream(values()).map(ModelFormat::title).collect(Collectors.joining(", "))
                        + ") or end the file's name in "
                        + Arrays.stream(values())
                                .flatMap(ModelFormat::extensions)
                                .collect(Collectors.joining(", "))));
    }

    /** The format that a file's name asks for, if it does. */
    public static Optional<ModelFormat> byName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extensions().anyMatch(name::endsWith))
                .findFirst();
    }

    private TensorNames names(Path file, ModelSettings settings) {
        Backbone backbone = settings.backbone();
        TensorNames names = switch (this) {
            case TF -> new DeepMindNames(settings.inputChannels() == 2 ? DeepMindNames.FLOW : DeepMindNames.RGB);
            case MINDSPORE -> new MindSporeNames("bn2d.");
            case PYTORCH -> backbone == Backbone.INCEPTION ? new PytorchI3dNames() : ResNetNames.MMACTION2;
            case PYTORCHVIDEO -> ResNetNames.PYTORCHVIDEO;
            case PYSLOWFAST -> ResNetNames.PYSLOWFAST;
            case SAFETENSORS, ONNX -> TensorNames.ours(backbone);
        };
        if (!has(names, backbone)) {
            throw new ConfigException(
                    file + ": format " + title + " is for " + names.family() + ", which has no " + backbone.yamlName());
        }
        return names;
    }

    /** mmaction2's strides are arguments, and the two programs for 8 frames differ in the head alone. */
    private boolean has(TensorNames names, Backbone backbone) {
        if (this == PYTORCH && backbone != Backbone.INCEPTION) {
            return names.backbones().stream().anyMatch(backbone::hasTensorsOf);
        }
        boolean twins = backbone == Backbone.RESNET_50_8X8 || backbone == Backbone.RESNET_50_PYTORCHVIDEO;
        return names.backbones().contains(backbone) || (twins && stateDictKey().isPresent());
    }

    private Optional<String> stateDictKey() {
        return this == PYTORCHVIDEO || this == PYSLOWFAST ? Optional.of("model_state") : Optional.empty();
    }

    /**
     * Writes a model.
     *
     * @param file where to; for {@link #TF} the prefix, a folder or the {@code .index} file
     * @param weights every tensor of the network, float32, under our names
     * @param description what the model says of itself
     * @param clip the one size of clips that an {@link #ONNX} model is to take; empty for all it can
     * @return what to open to read it back
     * @throws ConfigException if the format's program has no such network
     * @throws org.i3d4j.error.OutputException if it can't be written; an older file of that name stays
     */
    public Path write(
            Path file, ModelSettings settings, StateDict weights, ModelDescription description, Optional<Extent> clip) {
        TensorNames names = names(file, settings);
        Map<String, String> metadata =
                description.withBatchNormEps(names.batchNormEps()).toEntries();
        Producer.putArchitecture(metadata, settings.architecture());
        Producer.putThisProgram(metadata);
        if (this == ONNX) {
            description
                    .config()
                    .map(Preprocessing::new)
                    .map(Preprocessing::keys)
                    .ifPresent(keys -> keys.forEach((key, value) -> metadata.put(key, String.valueOf(value))));
            OnnxWriter.write(file, settings, weights, clip, metadata);
            return file;
        }
        Map<String, TensorData> tensors =
                ForeignWeights.of(weights, Parameter.of(settings.architecture()), settings.batchNormEps(), names);
        switch (this) {
            case SAFETENSORS -> SafetensorsWriter.writeChecked(file, metadata, tensors);
            case PYTORCH, PYTORCHVIDEO, PYSLOWFAST -> PyTorchWriter.write(file, metadata, tensors, stateDictKey());
            case MINDSPORE -> MindSporeWriter.write(file, metadata, tensors);
            case TF -> BundleWriter.write(prefix(file), metadata, tensors);
            case ONNX -> throw new IllegalStateException("written above");
        }
        return this == TF ? prefix(file) : file;
    }

    /** The file that {@link #write} writes over, if it is there. */
    public Path replaced(Path file) {
        if (this != TF) {
            return file;
        }
        Path prefix = prefix(file);
        return prefix.resolveSibling(prefix.getFileName() + INDEX);
    }

    /** The file beside {@code written}, as {@link #write} gave it, that the description is in; empty if it needs none. */
    public Optional<Path> sidecar(Path written) {
        return switch (this) {
            case TF -> Optional.of(SidecarFile.of(written.resolveSibling(written.getFileName() + INDEX)));
            case MINDSPORE -> Optional.of(SidecarFile.of(written));
            case SAFETENSORS, PYTORCH, PYTORCHVIDEO, PYSLOWFAST, ONNX -> Optional.empty();
        };
    }

    private static Path prefix(Path file) {
        if (Files.isDirectory(file)) {
            return file.resolve(BUNDLE_NAME);
        }
        String name = String.valueOf(file.getFileName());
        return name.endsWith(INDEX) ? file.resolveSibling(name.substring(0, name.length() - INDEX.length())) : file;
    }
}
