package org.i3d4j.weights;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.text.Counted;
import org.jspecify.annotations.Nullable;

/** Holds a checkpoint's tensors against what an architecture needs, by our names ({@link Parameter#name()}). */
public final class StateDictCheck {
    private static final String HEAD_KERNEL = Architecture.HEAD + ".conv3d.weight";
    private static final int KERNEL_AXES = 5;
    private static final int NAMES_SHOWN = 3;
    private static final Set<DataType> FLOATS = EnumSet.of(DataType.F64, DataType.F32, DataType.F16, DataType.BF16);

    private StateDictCheck() {}

    /**
     * Checks that every tensor of {@code architecture} is there with its shape and values that convert to float32.
     *
     * @param source the file's name or what else the message is to start with
     * @return names of the tensors that the architecture has no use for, in order; PyTorch's batch counters left out
     * @throws WeightsException one message with every tensor that is missing, of another shape or of another type
     */
    public static List<String> require(String source, Architecture architecture, Map<String, TensorInfo> tensors) {
        List<Parameter> parameters = Parameter.of(architecture);
        Set<String> needed = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        requireAny(source, parameters, tensors);
        List<String> problems = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String problem = problem(parameter, tensors.get(parameter.name()));
            if (problem != null) {
                problems.add("  " + problem);
            }
        }
        if (!problems.isEmpty()) {
            problems.add(
                    0,
                    source + ": does not fit the network with "
                            + Counted.of(architecture.inputChannels(), "input channel")
                            + " and " + Counted.of(architecture.classes(), "class") + " (" + problems.size() + " of "
                            + Counted.of(parameters.size(), "tensor") + "):");
            throw new WeightsException(problems);
        }
        return tensors.keySet().stream()
                .filter(name -> !needed.contains(name) && !name.endsWith(".num_batches_tracked"))
                .toList();
    }

    /** A list of every tensor of the network would say less about a foreign checkpoint than this. */
    private static void requireAny(String source, List<Parameter> parameters, Map<String, TensorInfo> tensors) {
        List<String> expected = parameters.stream().map(Parameter::name).toList();
        if (expected.stream().noneMatch(tensors::containsKey)) {
            throw new WeightsException(source + ": has none of the " + Counted.of(expected.size(), "tensor")
                    + " of the network; expected " + shown(expected) + ", found "
                    + shown(List.copyOf(tensors.keySet())));
        }
    }

    /** As {@link #require(String, Architecture, Map)}, for tensors in memory. */
    public static List<String> require(String source, Architecture architecture, StateDict tensors) {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        tensors.asMap().forEach((name, tensor) -> infos.put(name, tensor.info()));
        return require(source, architecture, infos);
    }

    private static @Nullable String problem(Parameter parameter, @Nullable TensorInfo found) {
        if (found == null) {
            return parameter.name() + ": missing; expected shape " + parameter.shape();
        }
        if (!found.shape().equals(parameter.shape())) {
            return parameter.name() + ": found shape " + found.shape() + ", expected " + parameter.shape();
        }
        if (!FLOATS.contains(found.dataType())) {
            return parameter.name() + ": found values of type " + found.dataType() + ", expected one of " + FLOATS;
        }
        return null;
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? "no tensors" : names.size() > NAMES_SHOWN ? first + ", ..." : first;
    }

    /**
     * What a model has to be built from to take these tensors: input channels from the stem's kernel, classes from the
     * head's, everything else as default.
     *
     * @throws WeightsException if a kernel is missing or is no 3D kernel
     */
    public static ModelSettings inferSettings(String source, Backbone backbone, Map<String, TensorInfo> tensors) {
        int channels = inputChannels(source, backbone, tensors);
        if (!tensors.containsKey(HEAD_KERNEL)) {
            throw new WeightsException(source + ": has no head: no tensor '" + HEAD_KERNEL + "'; " + Advice.TRAIN_HEAD);
        }
        List<Long> head = kernelShape(source, tensors, HEAD_KERNEL);
        return ModelSettings.of(backbone, channels, side(source, HEAD_KERNEL, head.get(0)));
    }

    /**
     * Input channels of the network that takes these tensors, from the stem's kernel.
     *
     * @throws WeightsException if it is missing or is no 3D kernel
     */
    public static int inputChannels(String source, Backbone backbone, Map<String, TensorInfo> tensors) {
        String stem = Parameter.of(backbone.architecture(1, 1)).get(0).name();
        return side(source, stem, kernelShape(source, tensors, stem).get(1));
    }

    private static List<Long> kernelShape(String source, Map<String, TensorInfo> tensors, String name) {
        TensorInfo kernel = tensors.get(name);
        if (kernel == null) {
            throw new WeightsException(source + ": has no tensor '" + name + "'; found "
                    + shown(List.copyOf(tensors.keySet())) + "; is it a checkpoint of I3D?");
        }
        if (kernel.shape().size() != KERNEL_AXES) {
            throw new WeightsException(source + ": " + name + ": found shape " + kernel.shape()
                    + ", expected a kernel with axes O, I, T, H, W");
        }
        return kernel.shape();
    }

    private static int side(String source, String name, long side) {
        if (side < 1 || side > Integer.MAX_VALUE) {
            throw new WeightsException(source + ": " + name + ": " + Counted.of(side, "channel") + " are not possible");
        }
        return (int) side;
    }
}
