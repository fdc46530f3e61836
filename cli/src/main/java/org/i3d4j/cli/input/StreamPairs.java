package org.i3d4j.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.data.source.ClipChannels;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.VideoException;
import org.i3d4j.predict.input.StreamFiles;
import org.i3d4j.video.Modality;
import org.jspecify.annotations.Nullable;

/**
 * Which of the arrays that a command was given are the two streams of one video: {@code X_rgb.npy} and {@code X_flow.npy} in one folder; an
 * array of RGB with one of optical flow named right behind it; and where only {@code X_rgb.npy} was named, what lies beside it.
 */
public final class StreamPairs {
    private final Map<Path, Path> flowOf = new HashMap<>();
    private final Set<Path> flows = new HashSet<>();

    private StreamPairs() {}

    /**
     * Those of a command's inputs.
     *
     * @param inputs files and folders, in the order in which they were named; what can't be read pairs with nothing
     * @param search of the command
     */
    public static StreamPairs of(List<Path> inputs, InputSearch search) {
        StreamPairs pairs = new StreamPairs();
        List<Path> arrays = arrays(inputs, search);
        Set<Path> named = arrays.stream().map(StreamPairs::place).collect(Collectors.toSet());
        arrays.forEach(array -> StreamFiles.flowBeside(array)
                .filter(flow -> named.contains(place(flow)))
                .ifPresent(flow -> pairs.add(array, flow)));
        Path before = null;
        for (Path array : arrays) {
            if (before != null && pairs.isFree(before, Modality.RGB) && pairs.isFree(array, Modality.FLOW)) {
                pairs.add(before, array);
            }
            before = array;
        }
        arrays.stream()
                .filter(array -> !pairs.flowOf.containsKey(place(array)))
                .forEach(array -> StreamFiles.flowBeside(array).ifPresent(flow -> pairs.add(array, flow)));
        return pairs;
    }

    private static List<Path> arrays(List<Path> inputs, InputSearch search) {
        List<Path> arrays = new ArrayList<>();
        for (Path input : inputs) {
            try {
                search.of(input).files().stream().filter(InputFiles::isArray).forEach(arrays::add);
            } catch (I3dException e) {
                // Whoever reads it says what is wrong.
            }
        }
        return arrays;
    }

    private void add(Path rgb, Path flow) {
        flowOf.put(place(rgb), flow);
        flows.add(place(flow));
    }

    private boolean isFree(Path array, Modality stream) {
        return !flowOf.containsKey(place(array))
                && !flows.contains(place(array))
                && channels(array).equals(OptionalInt.of(stream.channels()));
    }

    private static OptionalInt channels(Path array) {
        try {
            return ClipChannels.of(array);
        } catch (VideoException e) {
            return OptionalInt.empty();
        }
    }

    private static Path place(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** Whether a file is read as the flow of another one. */
    public boolean isFlowOfAnother(Path file) {
        return flows.contains(place(file));
    }

    /**
     * The flow that belongs to an array: another one, or of pixels it itself, whose flow is computed.
     *
     * @throws VideoException if there is none
     */
    public Path flowOf(Path rgb) {
        @Nullable Path flow = flowOf.get(place(rgb));
        if (flow != null) {
            return flow;
        }
        boolean ofRgb = channels(rgb).equals(OptionalInt.of(Modality.RGB.channels()));
        // Who reads what is not there says so.
        if (!Files.exists(rgb) || (ofRgb && InputFiles.isPixels(rgb))) {
            return rgb;
        }
        throw new VideoException(rgb + ": has no "
                + (ofRgb
                        ? "optical flow beside it, and none is computed of clips that are prepared; expected X_flow.npy beside"
                                + " X_rgb.npy, or the array of flow named behind that of RGB"
                        : "array of RGB to go with; two streams take X_rgb.npy and X_flow.npy, or an array of RGB and behind"
                                + " it one of flow"));
    }
}
