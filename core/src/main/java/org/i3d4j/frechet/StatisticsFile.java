package org.i3d4j.frechet;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.safetensors.SafetensorsFile;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/**
 * Statistics of a set in a safetensors file, so that a set of real videos is read once: float64 {@code mean} and {@code covariance}, and as
 * metadata their number and {@linkplain FeatureOrigin origin}, and a checksum.
 */
public final class StatisticsFile {
    private static final String KIND_KEY = "i3d4j";
    private static final String KIND = "fvd-statistics-1";
    private static final String COUNT = "clips";
    private static final String MEAN = "mean";
    private static final String COVARIANCE = "covariance";

    private StatisticsFile() {}

    /**
     * Writes statistics, in place of an older file.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written; an older one stays
     */
    public static void write(Path file, FeatureStatistics statistics, FeatureOrigin origin) {
        Map<String, String> metadata = new LinkedHashMap<>(origin.fields());
        metadata.put(KIND_KEY, KIND);
        metadata.put(COUNT, String.valueOf(statistics.count()));
        long dimensions = statistics.dimensions();
        SafetensorsWriter.writeChecked(
                file,
                metadata,
                Map.of(
                        MEAN, tensor(statistics.mean(), List.of(dimensions)),
                        COVARIANCE, tensor(statistics.covariance(), List.of(dimensions, dimensions))));
    }

    private static TensorData tensor(double[] values, List<Long> shape) {
        ByteBuffer bytes = TensorData.allocate((long) values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return new TensorData(DataType.F64, shape, bytes);
    }

    /**
     * Reads statistics that are to be compared with features of {@code origin}.
     *
     * @throws WeightsException if the file is missing, damaged or holds something else
     * @throws ConfigException if they are of another origin, naming all differences
     */
    public static FeatureStatistics read(Path file, FeatureOrigin origin) {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            Map<String, String> metadata = open.metadata();
            if (!KIND.equals(metadata.get(KIND_KEY))) {
                throw new WeightsException(file + ": holds no statistics for FVD, which are written as " + KIND);
            }
            requireSame(file, metadata, origin);
            WeightsFile verified = open.verified(name -> true);
            double[] mean = values(verified, MEAN);
            double[] covariance = values(verified, COVARIANCE);
            return new FeatureStatistics(count(file, metadata), mean, covariance);
        } catch (ShapeException e) {
            throw new WeightsException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireSame(Path file, Map<String, String> found, FeatureOrigin origin) {
        Map<String, String> expected = origin.fields();
        TreeSet<String> differences = new TreeSet<>();
        // A seed is there for random places alone.
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        if (found.containsKey("seed")) {
            names.add("seed");
        }
        for (String name : names) {
            if (!Objects.equals(found.get(name), expected.get(name))) {
                differences.add(name + " " + found.getOrDefault(name, "none") + ", here "
                        + expected.getOrDefault(name, "none"));
            }
        }
        if (!differences.isEmpty()) {
            throw new ConfigException(file + ": its statistics are of other features than those here: "
                    + String.join("; ", differences) + ". Values of both can't be compared; make it again");
        }
    }

    private static long count(Path file, Map<String, String> metadata) {
        String text = metadata.getOrDefault(COUNT, "");
        if (!text.matches("\\d{1,18}")) {
            throw new WeightsException(file + ": its number of clips is '" + text + "'; expected a number");
        }
        return Long.parseLong(text);
    }

    private static double[] values(WeightsFile file, String name) {
        TensorData tensor = file.read(name);
        if (tensor.dataType() != DataType.F64) {
            throw new WeightsException(file.file() + ": '" + name + "' is " + tensor.info() + "; expected F64");
        }
        DoubleBuffer stored = tensor.values().asDoubleBuffer();
        double[] values = new double[stored.remaining()];
        stored.get(values);
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new WeightsException(file.file() + ": '" + name + "' holds " + value + "; it is damaged");
            }
        }
        return values;
    }
}
