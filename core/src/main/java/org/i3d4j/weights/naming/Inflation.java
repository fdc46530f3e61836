package org.i3d4j.weights.naming;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.text.Counted;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.UsableValues;
import org.i3d4j.weights.files.WeightsFile;

/**
 * Weights of I3D made from those of a 2D network (Carreira and Zisserman 2017, section 2.4): every kernel is repeated T
 * times along time and divided by T, so that a clip that repeats one frame gives what the 2D network gives on it, away from
 * the clip's padded ends.
 *
 * @param source the family of the 2D network
 * @param settings of the 3D network
 * @param weights every tensor of it, under our names
 * @param leftovers names of tensors that were of no use, as those of auxiliary heads; in order
 */
public record Inflation(Network2d source, ModelSettings settings, StateDict weights, List<String> leftovers) {
    private static final long RGB_CHANNELS = 3;

    public Inflation {
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Inflates a 2D network.
     *
     * @param wanted the 3D network; empty for the first that there is of this 2D network
     * @param inputChannels of the 3D network: 3 for RGB; 2 for flow, whose first kernels are the mean over the colours
     * @throws WeightsException if the file is of no known family, or a tensor is missing, has another shape or values that
     *     no network can use
     * @throws ConfigException if it can't be inflated to the network that is wanted
     */
    public static Inflation of(WeightsFile file, Optional<Backbone> wanted, int inputChannels) {
        Source source = source(file);
        List<Backbone> possible = source.family().backbones();
        Backbone backbone = wanted.orElse(possible.get(0));
        if (!possible.contains(backbone)) {
            throw new ConfigException(file.file() + ": a " + source.family().title() + " can't be inflated to "
                    + backbone.yamlName() + "; expected one of "
                    + possible.stream().map(Backbone::yamlName).collect(Collectors.joining(", ")));
        }
        ModelSettings settings = ModelSettings.of(backbone, inputChannels, classes(source, file));
        Map<String, TensorData> weights = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(settings.architecture())) {
            weights.put(parameter.name(), inflated(parameter, source, file));
        }
        Set<String> used = source.parameters().stream()
                .flatMap(parameter -> source.of(parameter).stream())
                .collect(Collectors.toSet());
        List<String> leftovers = file.tensors().keySet().stream()
                .filter(name -> !used.contains(name) && !name.endsWith(".num_batches_tracked"))
                .toList();
        OtherNetwork.beyond(leftovers).ifPresent(told -> {
            throw told.refusal(file.file().toString());
        });
        return new Inflation(source.family(), settings, new StateDict(weights), leftovers);
    }

    /** A family, and what stands in front of its names. */
    private record Source(Network2d family, NamePrefix prefix) {
        Optional<String> of(Parameter parameter) {
            return family.of(parameter).map(prefix.text()::concat);
        }

        List<Parameter> parameters() {
            return Inflation.parameters(family);
        }
    }

    /** Names don't depend on the number of classes. */
    private static List<Parameter> parameters(Network2d family) {
        return Parameter.of(family.backbones().get(0).architecture((int) RGB_CHANNELS, 1));
    }

    private static Source source(WeightsFile file) {
        Source best = Arrays.stream(Network2d.values())
                .map(family -> new Source(family, NamePrefix.of(file.tensors().keySet(), names(family))))
                .max(Comparator.comparingLong(source -> source.prefix().tensors()))
                .orElseThrow();
        if (best.prefix().tensors() == 0) {
            throw new WeightsException(file.file() + ": has no tensor of a 2D network by the names of "
                    + Arrays.stream(Network2d.values()).map(Network2d::title).collect(Collectors.joining(", ")));
        }
        return best;
    }

    private static Set<String> names(Network2d family) {
        return parameters(family).stream()
                .flatMap(parameter -> family.of(parameter).stream())
                .collect(Collectors.toSet());
    }

    private static int classes(Source source, WeightsFile file) {
        Parameter bias = source.parameters().stream()
                .filter(parameter -> parameter.role() == Role.BIAS)
                .findFirst()
                .orElseThrow();
        long classes = info(source.of(bias).orElseThrow(), file).size();
        if (classes < 1 || classes > Integer.MAX_VALUE) {
            throw new WeightsException(
                    file.file() + ": a head of " + Counted.of(classes, "class") + " is not possible");
        }
        return (int) classes;
    }

    private static TensorInfo info(String name, WeightsFile file) {
        TensorInfo info = file.tensors().get(name);
        if (info == null) {
            throw new WeightsException(file.file() + ": has no tensor '" + name + "'");
        }
        return info;
    }

    private static TensorData inflated(Parameter parameter, Source source, WeightsFile file) {
        Optional<String> name = source.of(parameter);
        if (name.isEmpty()) {
            float[] ones = new float[Math.toIntExact(parameter.size())];
            Arrays.fill(ones, 1);
            return TensorData.of(ones, ones.length);
        }
        TensorInfo info = info(name.get(), file);
        if (parameter.role() == Role.KERNEL) {
            return kernel(parameter, name.get(), source.family(), file);
        }
        if (info.size() != parameter.size()) {
            throw wrongShape(file, name.get(), info, parameter.shape().toString());
        }
        return TensorData.of(read(parameter, name.get(), file).values(), parameter.size());
    }

    private static TensorData read(Parameter parameter, String name, WeightsFile file) {
        TensorData tensor = file.read(name).toFloat32();
        return UsableValues.require(file.file().toString(), name, parameter.role(), tensor);
    }

    private static TensorData kernel(Parameter parameter, String name, Network2d family, WeightsFile file) {
        List<Long> shape = parameter.shape();
        boolean reads = parameter.layer().equals(parameters(family).get(0).layer());
        List<Long> expected = List.of(shape.get(0), reads ? RGB_CHANNELS : shape.get(1), shape.get(3), shape.get(4));
        TensorInfo info = info(name, file);
        List<Integer> axes = family.kernelAxes(info.shape().size());
        if (axes.isEmpty() || !Kernel2d.sides(info.shape(), axes).equals(expected)) {
            throw wrongShape(file, name, info, "output channels, input channels, height and width " + expected);
        }
        return new Kernel2d(read(parameter, name, file), axes)
                .inflated(Math.toIntExact(shape.get(1)), Math.toIntExact(shape.get(2)));
    }

    private static WeightsException wrongShape(WeightsFile file, String name, TensorInfo found, String expected) {
        return new WeightsException(
                file.file() + ": " + name + ": found shape " + found.shape() + ", expected " + expected);
    }
}
