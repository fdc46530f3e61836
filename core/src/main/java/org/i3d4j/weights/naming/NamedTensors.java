package org.i3d4j.weights.naming;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.UsableValues;
import org.i3d4j.weights.files.Scratch;
import org.i3d4j.weights.files.WeightsFile;

/**
 * The network's tensors in a checkpoint, found by the names of any family behind any prefix, and seen under ours.
 *
 * @param names how the checkpoint names them
 * @param prefix what stands in front of each name, as {@code module.}; empty if nothing does
 * @param otherPrefixes what stands in front of networks beside it, of which no use is made
 * @param sources the file's name of each tensor that is there, by ours
 * @param infos type and our shape of each tensor that is there, gammas that the family does without included, by our name
 * @param leftovers the file's names of tensors that the network has no use for, bookkeeping left out; in order
 */
public record NamedTensors(
        TensorNames names,
        String prefix,
        Set<String> otherPrefixes,
        Map<String, String> sources,
        Map<String, TensorInfo> infos,
        List<String> leftovers) {
    /** Names don't depend on either. */
    private static final List<Parameter> PARAMETERS = Parameter.of(InceptionTable.of(3, 400));

    private static final int KERNEL_AXES = 5;
    private static final int NAMES_SHOWN = 3;

    public NamedTensors {
        otherPrefixes = Set.copyOf(otherPrefixes);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        infos = Collections.unmodifiableMap(new LinkedHashMap<>(infos));
        leftovers = List.copyOf(leftovers);
    }

    private record Found(TensorNames names, NamePrefix prefix) {}

    /**
     * Finds out the family and the prefix: those of which most tensors are there.
     *
     * @throws WeightsException if no tensor has a name that any family gives, or one that the network needs is of a kind
     *     that is not read
     */
    public static NamedTensors in(WeightsFile file) {
        return in(file.file().toString(), file.tensors(), file.unreadable());
    }

    /**
     * As {@link #in(WeightsFile)}.
     *
     * @param source the file's name or what else a message is to start with
     * @param unreadable names of the tensors that are of a kind that is not read, and which
     */
    static NamedTensors in(String source, Map<String, TensorInfo> tensors, Map<String, String> unreadable) {
        Set<String> present = new LinkedHashSet<>(tensors.keySet());
        present.addAll(unreadable.keySet());
        Found best = TensorNames.known().stream()
                .map(names -> new Found(names, NamePrefix.of(present, all(names))))
                .max(Comparator.comparingLong(found -> found.prefix().tensors()))
                .orElseThrow();
        if (best.prefix().tensors() == 0) {
            throw new WeightsException(source + ": has no tensor of I3D by the names of "
                    + TensorNames.known().stream()
                            .map(TensorNames::family)
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + "; found " + shown(List.copyOf(present)));
        }
        requireReadable(source, best, unreadable);
        return by(best.names(), best.prefix(), tensors, present);
    }

    private static void requireReadable(String source, Found found, Map<String, String> unreadable) {
        for (String name : all(found.names())) {
            String kind = unreadable.get(found.prefix().text() + name);
            if (kind != null) {
                throw new WeightsException(source + ": '" + found.prefix().text() + name + "' can't be read: " + kind);
            }
        }
    }

    private static Set<String> all(TensorNames names) {
        return PARAMETERS.stream()
                .flatMap(parameter -> names.of(parameter).stream())
                .collect(Collectors.toSet());
    }

    private static NamedTensors by(
            TensorNames names, NamePrefix prefix, Map<String, TensorInfo> tensors, Set<String> present) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        for (Parameter parameter : PARAMETERS) {
            Optional<String> source = names.of(parameter).map(prefix.text()::concat);
            if (source.isEmpty()) {
                infos.put(parameter.name(), new TensorInfo(DataType.F32, parameter.shape()));
                continue;
            }
            TensorInfo found = tensors.get(source.get());
            if (found != null) {
                sources.put(parameter.name(), source.get());
                infos.put(parameter.name(), ours(parameter, names, found));
            }
        }
        Set<String> used = Set.copyOf(sources.values());
        List<String> leftovers = present.stream()
                .filter(name -> !used.contains(name) && !isBookkeeping(name, names, prefix.text()))
                .toList();
        return new NamedTensors(names, prefix.text(), prefix.others(), sources, infos, leftovers);
    }

    private static boolean isBookkeeping(String name, TensorNames names, String prefix) {
        return names.isBookkeeping(name)
                || (name.startsWith(prefix) && names.isBookkeeping(name.substring(prefix.length())));
    }

    /** A tensor of a wrong shape stays as it is, for the check against the network to name. */
    private static TensorInfo ours(Parameter parameter, TensorNames names, TensorInfo found) {
        List<Long> shape = found.shape();
        if (parameter.role() == Role.KERNEL) {
            return shape.size() == KERNEL_AXES
                    ? new TensorInfo(found.dataType(), names.kernels().toOurs(shape))
                    : found;
        }
        return new TensorInfo(found.dataType(), vector(shape));
    }

    /** One value a channel, whatever axes of one element stand around it. */
    private static List<Long> vector(List<Long> shape) {
        List<Long> sides = shape.stream().filter(side -> side != 1).toList();
        return sides.isEmpty() && !shape.isEmpty() ? List.of(1L) : sides.size() == 1 ? sides : shape;
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? "no tensors" : names.size() > NAMES_SHOWN ? first + ", ..." : first;
    }

    /**
     * Reads tensors under our names, in our layout, as float32. Those that the file has so are read into the result; all
     * others go through one buffer of the size of the largest.
     *
     * @param file the file these names were found in
     * @param wanted our names of the tensors to read
     * @throws WeightsException if one can't be read, or holds what no network can use
     */
    public StateDict read(WeightsFile file, Predicate<String> wanted) {
        Map<String, TensorData> read = new LinkedHashMap<>();
        Scratch scratch = new Scratch();
        for (Parameter parameter : PARAMETERS) {
            TensorInfo info = infos.get(parameter.name());
            if (info != null && wanted.test(parameter.name())) {
                read.put(parameter.name(), read(file, parameter, info, scratch));
            }
        }
        return new StateDict(read);
    }

    private TensorData read(WeightsFile file, Parameter parameter, TensorInfo info, Scratch scratch) {
        String source = sources.get(parameter.name());
        if (source == null) {
            return ones(info);
        }
        boolean reordered = parameter.role() == Role.KERNEL && !names.kernels().isOurs();
        boolean copied = reordered || info.dataType() != DataType.F32;
        TensorData tensor = copied ? passing(file, source, scratch).toFloat32() : file.read(source);
        UsableValues.require(file.file().toString(), source, parameter.role(), tensor);
        return reordered ? names.kernels().toOurs(tensor) : new TensorData(DataType.F32, info.shape(), tensor.values());
    }

    /** A tensor to copy from before the scratch is used again. */
    private static TensorData passing(WeightsFile file, String source, Scratch scratch) {
        TensorInfo stored = file.require(source);
        ByteBuffer values = scratch.of(stored.bytes());
        file.readInto(source, values);
        return new TensorData(stored.dataType(), stored.shape(), values);
    }

    private static TensorData ones(TensorInfo info) {
        float[] ones = new float[Math.toIntExact(info.size())];
        Arrays.fill(ones, 1);
        return TensorData.of(ones, ones.length);
    }
}
