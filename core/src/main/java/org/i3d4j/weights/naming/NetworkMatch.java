package org.i3d4j.weights.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorInfo;

/**
 * A network that a file may be of, by a family's names behind a prefix, and how well it fits.
 *
 * @param parameters of the network, of any number of channels and classes: names don't depend on either
 * @param wanted the names that the family has for them
 * @param fitting tensors that have the network's shape, whatever its channels and classes
 */
record NetworkMatch(
        TensorNames names,
        Backbone backbone,
        List<Parameter> parameters,
        Set<String> wanted,
        NamePrefix prefix,
        long fitting) {
    private static final Comparator<NetworkMatch> LESS = Comparator.<NetworkMatch>comparingLong(
                    match -> match.prefix().tensors())
            .thenComparing(Comparator.<NetworkMatch>comparingInt(
                            match -> match.parameters().size())
                    .reversed())
            .thenComparingLong(NetworkMatch::fitting);

    private static final int KERNEL_AXES = 5;
    /** Kernel and bias. */
    private static final int HEAD_TENSORS = 2;

    private static final int NAMES_SHOWN = 3;

    NetworkMatch {
        parameters = List.copyOf(parameters);
        wanted = Set.copyOf(wanted);
    }

    /**
     * The one of which most tensors are there; of those that have them all the one with the fewest, and whose shapes fit best.
     *
     * @param present names of all tensors in the file
     * @param said which network it is; empty if that is to be found out
     */
    static NetworkMatch best(Map<String, TensorInfo> tensors, Collection<String> present, Optional<Backbone> said) {
        return TensorNames.known().stream()
                .flatMap(names -> backbones(names, said).map(backbone -> of(names, backbone, tensors, present)))
                .max(LESS)
                .orElseThrow();
    }

    /** What is said counts, even if the family's own program has that network with other strides. */
    private static Stream<Backbone> backbones(TensorNames names, Optional<Backbone> said) {
        if (said.isEmpty()) {
            return names.backbones().stream();
        }
        boolean sameKind = TensorNames.ours(names.backbones().get(0)).equals(TensorNames.ours(said.get()));
        return sameKind ? said.stream() : Stream.empty();
    }

    private static NetworkMatch of(
            TensorNames names, Backbone backbone, Map<String, TensorInfo> tensors, Collection<String> present) {
        List<Parameter> parameters = parametersOf(backbone);
        Set<String> wanted = parameters.stream()
                .flatMap(parameter -> names.of(parameter).stream())
                .collect(Collectors.toSet());
        NamePrefix prefix = NamePrefix.of(present, wanted);
        long fitting = parameters.stream()
                .filter(parameter -> names.of(parameter)
                        .map(name -> tensors.get(prefix.text() + name))
                        .filter(info -> fits(parameter, NamedTensors.ours(parameter, names, info), parameters.get(0)))
                        .isPresent())
                .count();
        return new NetworkMatch(names, backbone, parameters, wanted, prefix, fitting);
    }

    /** Every tensor of a network with any number of channels and classes. */
    static List<Parameter> parametersOf(Backbone backbone) {
        return Parameter.of(backbone.architecture(3, 400));
    }

    private static boolean fits(Parameter parameter, TensorInfo found, Parameter stem) {
        List<Long> shape = parameter.shape();
        return parameter.layer().equals(Architecture.HEAD)
                || found.shape().equals(shape)
                || (parameter.equals(stem)
                        && found.shape().size() == KERNEL_AXES
                        && found.shape().subList(2, KERNEL_AXES).equals(shape.subList(2, KERNEL_AXES)));
    }

    /** Whether nothing is missing but the head, if that. */
    private boolean isWhole() {
        return fitting >= wanted.size() - HEAD_TENSORS;
    }

    /**
     * Sees to it that the file is of no other network.
     *
     * @param source the file's name or what else a message is to start with
     * @throws WeightsException if names tell another one, or no tensor has a name that any family gives
     */
    void requireI3d(String source, Map<String, TensorInfo> tensors, Collection<String> present) {
        // What stands beside the network in a larger model is none of its business.
        List<String> others = present.stream()
                .filter(name -> name.startsWith(prefix.text()))
                .filter(name -> prefix.others().stream().noneMatch(name::startsWith))
                .filter(name -> !wanted.contains(name.substring(prefix.text().length())))
                .toList();
        Optional<OtherNetwork.Told> told = isWhole() ? OtherNetwork.beyond(others) : OtherNetwork.in(others);
        if (told.isPresent()) {
            throw told.get().refusal(source);
        }
        if (prefix.tensors() > 0) {
            return;
        }
        if (areFlat(tensors)) {
            throw new WeightsException(source + ": is of a 2D network; " + Advice.INFLATE);
        }
        throw new WeightsException(source + ": has no tensor of I3D by the names of "
                + TensorNames.known().stream()
                        .map(TensorNames::family)
                        .distinct()
                        .collect(Collectors.joining(", "))
                + "; found " + shown(present));
    }

    private static boolean areFlat(Map<String, TensorInfo> tensors) {
        List<Integer> axes =
                tensors.values().stream().map(info -> info.shape().size()).toList();
        return axes.contains(KERNEL_AXES - 1) && !axes.contains(KERNEL_AXES);
    }

    private static String shown(Collection<String> names) {
        String first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? "no tensors" : names.size() > NAMES_SHOWN ? first + ", ..." : first;
    }
}
