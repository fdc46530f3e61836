package org.i3d4j.weights.naming;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
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
 * @param backbone which of the networks so named it is, as far as names and shapes tell
 * @param prefix what stands in front of each name, as {@code module.}; empty if nothing does
 * @param otherPrefixes what stands in front of networks beside it, of which no use is made
 * @param sources the file's name of each tensor that is there, by ours
 * @param infos type and our shape of each tensor that is there, gammas that the family does without included, by our name
 * @param leftovers the file's names of tensors that the network has no use for, bookkeeping left out; in order
 */
public record NamedTensors(
        TensorNames names,
        Backbone backbone,
        String prefix,
        Set<String> otherPrefixes,
        Map<String, String> sources,
        Map<String, TensorInfo> infos,
        List<String> leftovers) {
    private static final int KERNEL_AXES = 5;
    private static final int MATRIX_AXES = 2;

    public NamedTensors {
        otherPrefixes = Set.copyOf(otherPrefixes);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        infos = Collections.unmodifiableMap(new LinkedHashMap<>(infos));
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Finds out the family, the network and the prefix: those of which most tensors are there.
     *
     * @param said which network it is; empty if that is to be found out
     * @throws WeightsException if no tensor has a name that any family gives, one that the network needs is of a kind that is
     *     not read, or names tell another network than I3D
     */
    public static NamedTensors in(WeightsFile file, Optional<Backbone> said) {
        return in(file.file().toString(), file.tensors(), file.unreadable(), said);
    }

    /**
     * As {@link #in(WeightsFile, Optional)}.
     *
     * @param source the file's name or what else a message is to start with
     * @param unreadable names of the tensors that are of a kind that is not read, and which
     */
    static NamedTensors in(
            String source, Map<String, TensorInfo> tensors, Map<String, String> unreadable, Optional<Backbone> said) {
        Set<String> present = new LinkedHashSet<>(tensors.keySet());
        present.addAll(unreadable.keySet());
        NetworkMatch best = NetworkMatch.best(tensors, present, said);
        best.requireI3d(source, tensors, present);
        requireReadable(source, best, unreadable);
        return by(best, tensors, present);
    }

    private static void requireReadable(String source, NetworkMatch found, Map<String, String> unreadable) {
        for (String name : found.wanted()) {
            String kind = unreadable.get(found.prefix().text() + name);
            if (kind != null) {
                throw new WeightsException(source + ": '" + found.prefix().text() + name + "' can't be read: " + kind);
            }
        }
    }

    private static NamedTensors by(NetworkMatch found, Map<String, TensorInfo> tensors, Set<String> present) {
        TensorNames names = found.names();
        NamePrefix prefix = found.prefix();
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        for (Parameter parameter : found.parameters()) {
            Optional<String> source = names.of(parameter).map(prefix.text()::concat);
            if (source.isEmpty()) {
                infos.put(parameter.name(), new TensorInfo(DataType.F32, parameter.shape()));
                continue;
            }
            TensorInfo info = tensors.get(source.get());
            if (info != null) {
                sources.put(parameter.name(), source.get());
                infos.put(parameter.name(), ours(parameter, names, info));
            }
        }
        Set<String> used = Set.copyOf(sources.values());
        List<String> leftovers = present.stream()
                .filter(name -> !used.contains(name) && !isBookkeeping(name, names, prefix.text()))
                .toList();
        return new NamedTensors(names, found.backbone(), prefix.text(), prefix.others(), sources, infos, leftovers);
    }

    /** The networks of the family that have these tensors, {@link #backbone} among them: more than one where only strides differ. */
    public List<Backbone> alike() {
        return names.backbones().stream().filter(backbone::hasTensorsOf).toList();
    }

    /**
     * Sees to it that only one network has these tensors.
     *
     * @param file as the message is to name it
     * @throws ConfigException naming all that do
     */
    public void requireOne(Path file) {
        if (alike().size() > 1) {
            throw new ConfigException(file + ": names and shapes of its tensors (names of " + names.family()
                    + ") are those of several networks, and it doesn't say which; " + Advice.CHOOSE_NETWORK + ": "
                    + alike().stream().map(Backbone::yamlName).collect(Collectors.joining(", ")));
        }
    }

    private static boolean isBookkeeping(String name, TensorNames names, String prefix) {
        return names.isBookkeeping(name)
                || (name.startsWith(prefix) && names.isBookkeeping(name.substring(prefix.length())));
    }

    /** A tensor of a wrong shape stays as it is, for the check against the network to name. */
    static TensorInfo ours(Parameter parameter, TensorNames names, TensorInfo found) {
        List<Long> shape = found.shape();
        if (parameter.role() == Role.KERNEL) {
            boolean matrix =
                    names.hasMatrixHead() && parameter.layer().equals(Architecture.HEAD) && shape.size() == MATRIX_AXES;
            if (matrix) {
                return new TensorInfo(found.dataType(), List.of(shape.get(0), shape.get(1), 1L, 1L, 1L));
            }
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
        for (Parameter parameter : NetworkMatch.parametersOf(backbone)) {
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
