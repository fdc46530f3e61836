package org.i3d4j.weights.naming;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
import org.i3d4j.weights.Scratch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.UsableValues;
import org.i3d4j.weights.WeightsFile;

/**
 * The network's tensors in a checkpoint, found by the names of any family and seen under ours.
 *
 * @param names how the checkpoint names them
 * @param sources the file's name of each tensor that is there, by ours
 * @param infos type and our shape of each tensor that is there, gammas that the family does without included, by our name
 * @param leftovers the file's names of tensors that the network has no use for, bookkeeping left out; in order
 */
public record NamedTensors(
        TensorNames names, Map<String, String> sources, Map<String, TensorInfo> infos, List<String> leftovers) {
    /** Names don't depend on either. */
    private static final List<Parameter> PARAMETERS = Parameter.of(InceptionTable.of(3, 400));

    private static final int KERNEL_AXES = 5;
    private static final int NAMES_SHOWN = 3;

    public NamedTensors {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        infos = Collections.unmodifiableMap(new LinkedHashMap<>(infos));
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Finds out the family: that of which most tensors are there.
     *
     * @param source the file's name or what else a message is to start with
     * @throws WeightsException if no tensor has a name that any family gives
     */
    public static NamedTensors in(String source, Map<String, TensorInfo> tensors) {
        TensorNames best = TensorNames.known().stream()
                .max(Comparator.comparingLong(names -> found(names, tensors.keySet())))
                .orElseThrow();
        if (found(best, tensors.keySet()) == 0) {
            throw new WeightsException(source + ": has no tensor of I3D by the names of "
                    + TensorNames.known().stream()
                            .map(TensorNames::family)
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + "; found " + shown(List.copyOf(tensors.keySet())));
        }
        return by(best, tensors);
    }

    private static long found(TensorNames names, Set<String> present) {
        return PARAMETERS.stream()
                .flatMap(parameter -> names.of(parameter).stream())
                .filter(present::contains)
                .count();
    }

    private static NamedTensors by(TensorNames names, Map<String, TensorInfo> tensors) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        for (Parameter parameter : PARAMETERS) {
            Optional<String> source = names.of(parameter);
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
        List<String> leftovers = tensors.keySet().stream()
                .filter(name -> !used.contains(name) && !names.isBookkeeping(name))
                .toList();
        return new NamedTensors(names, sources, infos, leftovers);
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
