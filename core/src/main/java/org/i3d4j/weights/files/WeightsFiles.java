package org.i3d4j.weights.files;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.error.WeightsException;

/** Opens checkpoints of every known format; the content decides, never the name. */
public final class WeightsFiles {
    private WeightsFiles() {}

    /**
     * Opens a checkpoint; the caller closes it.
     *
     * @param given its file; of a TensorFlow checkpoint any of its files, their common prefix or their folder
     * @throws WeightsException if there is no such file, or it is a folder, empty, damaged or of no format that can be
     *     read, saying what it looks like
     */
    public static WeightsFile open(Path given) {
        Path file = locate(given);
        FileHead head = FileHead.read(file);
        return formats()
                .filter(format -> format.matches(head))
                .findFirst()
                .orElseThrow(() -> unknown(head))
                .open(file);
    }

    /**
     * The file that {@link #open} reads first: {@code given}, or the index of the TensorFlow checkpoint that it stands for.
     *
     * @throws WeightsException if it is a folder of several checkpoints
     */
    public static Path locate(Path given) {
        return formats()
                .flatMap(format -> format.locate(given).stream())
                .findFirst()
                .orElse(given);
    }

    private static Stream<WeightsFormat> formats() {
        return ServiceLoader.load(WeightsFormat.class, WeightsFormat.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get);
    }

    private static WeightsException unknown(FileHead head) {
        String readable = formats().map(WeightsFormat::name).sorted().collect(Collectors.joining(", "));
        return new WeightsException(
                head.file() + ": " + FileLooks.describe(head) + "; checkpoints that can be read: " + readable);
    }
}
