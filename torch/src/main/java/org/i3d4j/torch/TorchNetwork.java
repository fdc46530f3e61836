package org.i3d4j.torch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.I3dException;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorData;

/**
 * The network on libtorch, built by walking its {@link Architecture}. Used for evaluation through {@link Network} and for
 * training through {@link #train(ClipBatch, String)}. Owns its parameters; not safe for use by several threads at a time.
 */
public final class TorchNetwork implements Network {
    private final ModelSettings settings;
    private final Architecture architecture;
    private final Device device;
    private final Precision precision;
    private final ParameterStore parameters;
    private final Layers layers;
    private final BackboneTraining backboneTraining;

    private TorchNetwork(ModelSettings settings, Device device, Precision precision) {
        this.settings = settings;
        this.architecture = settings.architecture();
        this.device = device;
        this.precision = precision;
        this.parameters = new ParameterStore(architecture, device);
        this.layers = new Layers(settings, parameters, new Convolutions(device.is_cpu(), precision));
        this.backboneTraining = new BackboneTraining(settings, device, precision, parameters);
    }

    /**
     * A network with random weights: kernels He-normal (He et al. 2015, fan-in), scales and variances 1, the rest
     * 0, and the scales of what residual and non-local blocks add.
     *
     * @param device as {@link TorchRuntime#device}
     * @param seed decides every value
     */
    public static TorchNetwork random(ModelSettings settings, String device, Precision precision, long seed) {
        return made(
                settings,
                device,
                precision,
                network -> HeInitialisation.fill(network.parameters, network.architecture, seed));
    }

    private static TorchNetwork made(
            ModelSettings settings, String deviceName, Precision precision, Consumer<TorchNetwork> filling) {
        Device device = TorchRuntime.device(deviceName);
        TorchNetwork network;
        try {
            network = new TorchNetwork(settings, device, precision);
        } catch (RuntimeException | Error e) {
            device.close();
            throw e;
        }
        try {
            filling.accept(network);
            return network;
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /**
     * A network with the given weights, which are copied.
     *
     * @param weights every tensor of the architecture by {@link Parameter#name()}, float32
     * @throws org.i3d4j.error.WeightsException if one is missing or has another shape
     */
    public static TorchNetwork of(ModelSettings settings, StateDict weights, String device, Precision precision) {
        return made(settings, device, precision, network -> network.load(weights));
    }

    @Override
    public ModelSettings settings() {
        return settings;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    /** The parameters, by name; they stay this network's. */
    public ParameterStore parameters() {
        return parameters;
    }

    @Override
    public String description() {
        return "libtorch " + TorchRuntime.version() + " " + setting();
    }

    /** Where and in what precision it computes, whoever does, for people: as {@code on cpu, fp32}. */
    public String setting() {
        try (BytePointer name = device.str()) {
            return "on " + name.getString() + ", "
                    + precision.name().toLowerCase(Locale.ROOT)
                    + TorchRuntime.looseFloat32()
                            .map(setting -> " loosened by " + setting)
                            .orElse("");
        }
    }

    /**
     * Replaces every tensor by its namesake in {@code weights}.
     *
     * @throws org.i3d4j.error.WeightsException if one is missing or has another shape; nothing is replaced then
     */
    public void load(StateDict weights) {
        // Copying would spread a tensor of fewer values over the parameter without a word.
        StateDictCheck.require("weights", architecture, weights);
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Parameter parameter : parameters.parameters()) {
                Tensors.copy(weights.require(parameter.name()), parameters.get(parameter.name()));
            }
        }
    }

    /** A copy of every tensor, running statistics included. */
    public StateDict stateDict() {
        return stateDict(TensorCopies.FRESH);
    }

    /** As {@link #stateDict()}, copied as {@code copies} does. */
    public StateDict stateDict(TensorCopies copies) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters.parameters()) {
            String name = parameter.name();
            tensors.put(name, copies.copy(name, parameters.get(name)));
        }
        return new StateDict(tensors);
    }

    @Override
    public Activations forward(ClipBatch clipsNcthw, Set<String> endpoints) {
        NetworkInputs.require(architecture, clipsNcthw, clipType(), endpoints);
        requireMemory(clipsNcthw.clips(), NetworkInputs.extent(clipsNcthw), false);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Autocast autocast = Autocast.enter(device.type(), precision)) {
            Map<String, TensorData> kept = new LinkedHashMap<>();
            Tensor logits = run(onDevice(clipsNcthw), Pass.EVALUATION, (name, tensor) -> {
                if (endpoints.contains(name)) {
                    kept.put(name, Tensors.copyOf(tensor));
                }
            });
            if (endpoints.contains(Architecture.PREDICTIONS)) {
                kept.put(Architecture.PREDICTIONS, Tensors.copyOf(torch.softmax(logits, 1)));
            }
            return new Activations(new Logits(Tensors.copyOf(logits).toFloatArray(), settings.classes()), kept);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain("running the network on " + NetworkInputs.describe(clipsNcthw), e);
        }
    }

    /** Has {@code engine} train the stages below the head from now on; the default is the fastest that can. */
    public void trainWith(Engine engine) {
        backboneTraining.trainWith(engine);
    }

    /**
     * Whether training computes those maps again that cost little, instead of keeping them for its backward pass: the same
     * digits in less memory. Libtorch keeps all.
     *
     * @throws IllegalStateException after the first pass of training
     */
    public void recompute(boolean again) {
        backboneTraining.recompute(again);
    }

    /**
     * Runs the network in training mode: batch statistics (the running ones are updated, unless they
     * are frozen), dropout, gradients recorded.
     *
     * @param doing what this is part of, for errors: {@code training on batch 2}
     * @throws org.i3d4j.error.DeviceException if the machine has too little memory
     */
    public TrainingPass train(ClipBatch clipsNcthw, String doing) {
        NetworkInputs.requireClips(architecture, clipsNcthw);
        return backboneTraining
                .reasonAgainst(clipsNcthw, layers.normaliseAlone())
                .map(reason -> byAutograd(onDevice(clipsNcthw), Pass.TRAINING, reason))
                .orElseGet(() -> backboneTraining.begin(clipsNcthw, this::trainHead, doing));
    }

    private Tensor trainHead(Tensor x) {
        try (Autocast autocast = Autocast.enter(device.type(), precision)) {
            return layers.logits(architecture, x, Pass.TRAINING, (name, tensor) -> {});
        }
    }

    private TrainingPass byAutograd(Tensor clips, Pass pass, String reason) {
        String engine = "libtorch " + TorchRuntime.version() + " (" + reason + backboneTraining.keptAll() + ")";
        return new TrainingPass(train(clips, pass), (loss, ready) -> loss.backward(), engine);
    }

    /**
     * As {@link #train} with clips of zeros that count for nothing, neither in statistics nor, if their loss is taken times
     * 0, in gradients: for a process that has no clip of a batch that it shares with others.
     */
    public TrainingPass trainOnNothing() {
        Extent clip = architecture.minimumClip();
        long[] shape = {1, settings.inputChannels(), clip.time(), clip.height(), clip.width()};
        Tensor zeros = torch.zeros(shape, new TensorOptions(device).dtype(new ScalarTypeOptional(ScalarType.Float)));
        return byAutograd(zeros, Pass.PLACEHOLDER, "oneDNN needs clips");
    }

    /** Replaces the running statistics that are not frozen by those of {@code clips}, which {@link #onDevice} gave. */
    public void measureStatistics(Tensor clips) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            train(clips, Pass.MEASUREMENT);
        }
    }

    /** Takes {@code norm} for the batch statistics of training from now on. */
    public void normaliseWith(BatchNorm norm) {
        layers.normaliseWith(norm);
    }

    private Tensor train(Tensor clips, Pass pass) {
        requireMemory((int) clips.size(0), extentOf(clips), pass != Pass.MEASUREMENT);
        try (Autocast autocast = Autocast.enter(device.type(), precision)) {
            return run(clips, pass, (name, tensor) -> {});
        }
    }

    /** The clips on this network's device, channels last; the caller's pointer scope frees it. */
    public Tensor onDevice(ClipBatch clipsNcthw) {
        NetworkInputs.requireClips(architecture, clipsNcthw);
        Tensor clips = Tensors.view(clipsNcthw);
        if (!device.is_cpu()) {
            clips = clips.to(device, ScalarType.Float);
        }
        return clips.contiguous(MemoryFormat.ChannelsLast3d);
    }

    private Tensor run(Tensor clips, Pass pass, BiConsumer<String, Tensor> seen) {
        try (Tensor x = layers.backbone(architecture.stages(), clips, pass, seen)) {
            return layers.logits(architecture, x, pass, seen);
        }
    }

    /** Other devices have memory of their own, whose allocator tells. */
    private void requireMemory(int clips, Extent clip, boolean training) {
        if (device.is_cpu()) {
            boolean keepsAll = training
                    && parameters.parameters().stream().noneMatch(parameter -> parameters.isFrozen(parameter.name()));
            new FeatureMemory(architecture, precision, keepsAll).require(clips, clip);
        }
    }

    private static Extent extentOf(Tensor clips) {
        return new Extent((int) clips.size(2), (int) clips.size(3), (int) clips.size(4));
    }

    @Override
    public void close() {
        backboneTraining.close();
        parameters.close();
        device.close();
    }
}
