package org.i3d4j.torch;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;
import org.i3d4j.network.Engine;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.training.OneDnnTraining;
import org.i3d4j.network.onednn.training.ParameterMemory;
import org.i3d4j.video.ClipBatch;
import org.jspecify.annotations.Nullable;

/**
 * Trains the stages below the head by oneDNN, where that can: autograd then sees the head alone, and what it finds as the
 * gradient of the head's input is handed on.
 */
final class BackboneTraining implements AutoCloseable {
    private final ModelSettings settings;
    private final Device device;
    private final Precision precision;
    private final ParameterStore parameters;
    private Engine asked = Engine.AUTO;
    private boolean recomputes;
    private @Nullable OneDnnTraining onednn;

    BackboneTraining(ModelSettings settings, Device device, Precision precision, ParameterStore parameters) {
        this.settings = settings;
        this.device = device;
        this.precision = precision;
        this.parameters = parameters;
    }

    void trainWith(Engine engine) {
        asked = engine;
    }

    void recompute(boolean again) {
        if (onednn != null) {
            throw new IllegalStateException("has begun to train");
        }
        recomputes = again;
    }

    /** What an engine that keeps all maps is to say. */
    String keptAll() {
        return recomputes ? ", keeping all maps, as only oneDNN recomputes" : "";
    }

    /**
     * A pass by oneDNN.
     *
     * @param head makes logits of what the last stage puts out, N,C,T,H,W
     * @param doing as {@link TorchNetwork#train}
     */
    TrainingPass begin(ClipBatch clips, UnaryOperator<Tensor> head, String doing) {
        TrackedGradients gradients = parameters.tracked();
        boolean adds = gradients.bringIntoPlace(BackboneTraining::isBackbone);
        OneDnnTraining.Output output = onednn().forward(clips, adds, doing);
        Tensor features = view(output, output.values()).requires_grad_(true);
        return new TrainingPass(
                head.apply(features),
                (loss, ready) -> {
                    loss.backward();
                    Predicate<Parameter> ofHead = parameter -> !isBackbone(parameter);
                    gradients.bringIntoPlace(ofHead);
                    gradients.areInPlace(ofHead);
                    ready.accept(firstValueOf(Architecture.HEAD));
                    view(output, output.gradient()).copy_(features.grad());
                    onednn().backward(unit -> ready.accept(firstValueOf(unit)));
                    gradients.areInPlace(BackboneTraining::isBackbone);
                },
                OneDnnTraining.description() + (recomputes ? ", recomputing" : ""));
    }

    /**
     * Why a pass is not for oneDNN; empty if it is.
     *
     * @param normalisesAlone whether batch norms take the statistics of this process alone
     * @throws DeviceException if oneDNN was asked for and can't
     */
    Optional<String> reasonAgainst(ClipBatch clips, boolean normalisesAlone) {
        if (asked == Engine.LIBTORCH) {
            return Optional.of("as asked");
        }
        Optional<String> reason = obstacle(clips, normalisesAlone).map(obstacle -> "oneDNN " + obstacle);
        if (asked == Engine.ONEDNN && reason.isPresent()) {
            throw new DeviceException(Advice.ASKED_FOR_ONEDNN + ": " + reason.get());
        }
        return reason;
    }

    private Optional<String> obstacle(ClipBatch clips, boolean normalisesAlone) {
        if (!device.is_cpu()) {
            return Optional.of("runs on the CPU only");
        }
        if (!normalisesAlone) {
            return Optional.of("has no batch norm over several processes");
        }
        if (parameters.isLeftToAutograd()) {
            return Optional.of("has no gradients to send until the backward pass is over");
        }
        if (parameters.parameters().stream().anyMatch(each -> isBackbone(each) && parameters.isFrozen(each.name()))) {
            return Optional.of("trains all layers below the head or none");
        }
        return OneDnnTraining.obstacle(precision)
                .or(() -> onednn().obstacle(clips.clips(), NetworkInputs.extent(clips)));
    }

    private static boolean isBackbone(Parameter parameter) {
        return !parameter.layer().equals(Architecture.HEAD);
    }

    private OneDnnTraining onednn() {
        OneDnnTraining there = onednn;
        if (there == null) {
            TrackedGradients gradients = parameters.tracked();
            ParameterMemory memory = new ParameterMemory() {
                @Override
                public Pointer value(String name) {
                    return parameters.get(name).data_ptr();
                }

                @Override
                public Pointer gradient(String name) {
                    return gradients.of(name).data_ptr();
                }
            };
            there = new OneDnnTraining(settings, precision, memory, recomputes);
            onednn = there;
        }
        return there;
    }

    private long firstValueOf(String layer) {
        return parameters.layout().offset(Parameter.Role.KERNEL.nameIn(layer));
    }

    private static Tensor view(OneDnnTraining.Output output, Pointer values) {
        Extent size = output.size();
        long[] shape = {output.clips(), output.channels(), size.time(), size.height(), size.width()};
        return torch.from_blob(values, shape, new TensorOptions(ScalarType.Float));
    }

    @Override
    public void close() {
        if (onednn != null) {
            onednn.close();
        }
    }
}
