package org.i3d4j.weights.naming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.golden.GoldenRandom;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.TensorData;

/** 2D networks with random weights, as their own programs would save them. */
public final class Networks2d {
    private static final Map<Role, double[]> RANGES = Map.of(
            Role.BIAS, new double[] {-0.1, 0.1},
            Role.BETA, new double[] {-0.1, 0.1},
            Role.RUNNING_MEAN, new double[] {-0.1, 0.1},
            Role.RUNNING_VARIANCE, new double[] {0.5, 1.5},
            Role.GAMMA, new double[] {0.75, 1.25});

    private Networks2d() {}

    public static MemoryWeights random(Network2d family, int classes) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(family.backbones().get(0).architecture(3, classes))) {
            family.of(parameter).ifPresent(name -> tensors.put(name, tensor(family, parameter, name)));
        }
        return new MemoryWeights(tensors);
    }

    private static TensorData tensor(Network2d family, Parameter parameter, String name) {
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

    private static long[] shape(Network2d family, Parameter parameter) {
        List<Long> ours = parameter.shape();
        boolean torchvision = family != Network2d.SLIM_INCEPTION_V1;
        return torchvision && parameter.layer().equals("logits")
                ? new long[] {ours.get(0), ours.get(1)}
                : torchvision
                        ? new long[] {ours.get(0), ours.get(1), ours.get(3), ours.get(4)}
                        : new long[] {ours.get(3), ours.get(4), ours.get(1), ours.get(0)};
    }
}
