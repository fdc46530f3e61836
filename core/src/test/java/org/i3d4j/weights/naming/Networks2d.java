package org.i3d4j.weights.naming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.golden.GoldenRandom;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.TensorData;

/** 2D Inception-v1 networks with random weights, as their own programs would save them. */
public final class Networks2d {
    private static final Map<Role, double[]> RANGES = Map.of(
            Role.BIAS, new double[] {-0.1, 0.1},
            Role.BETA, new double[] {-0.1, 0.1},
            Role.RUNNING_MEAN, new double[] {-0.1, 0.1},
            Role.RUNNING_VARIANCE, new double[] {0.5, 1.5},
            Role.GAMMA, new double[] {0.75, 1.25});

    private Networks2d() {}

    public static MemoryWeights random(Inception2d family, int classes) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(InceptionTable.of(3, classes))) {
            family.of(parameter).ifPresent(name -> tensors.put(name, tensor(family, parameter, name)));
        }
        return new MemoryWeights(tensors);
    }

    private static TensorData tensor(Inception2d family, Parameter parameter, String name) {
        GoldenRandom random = new GoldenRandom(1, name);
        if (parameter.role() != Role.KERNEL) {
            double[] range = RANGES.getOrDefault(parameter.role(), new double[] {0, 0});
            return TensorData.of(
                    random.uniform(Math.toIntExact(parameter.size()), range[0], range[1]), parameter.size());
        }
        List<Long> shape = parameter.shape();
        double bound = Math.sqrt(6.0 / (shape.get(1) * shape.get(3) * shape.get(4)));
        long values = shape.get(0) * shape.get(1) * shape.get(3) * shape.get(4);
        return TensorData.of(random.uniform(Math.toIntExact(values), -bound, bound), shape(family, parameter));
    }

    private static long[] shape(Inception2d family, Parameter parameter) {
        List<Long> ours = parameter.shape();
        boolean matrix =
                family == Inception2d.TORCHVISION_GOOGLENET && parameter.layer().equals("logits");
        return matrix
                ? new long[] {ours.get(0), ours.get(1)}
                : family == Inception2d.TORCHVISION_GOOGLENET
                        ? new long[] {ours.get(0), ours.get(1), ours.get(3), ours.get(4)}
                        : new long[] {ours.get(3), ours.get(4), ours.get(1), ours.get(0)};
    }
}
