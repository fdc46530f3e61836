package org.i3d4j.torch;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Residual;
import org.i3d4j.weights.TensorData;

/**
 * Kernels from a normal distribution with variance 2 / fan-in (He et al., "Delving Deep into Rectifiers", 2015), drawn in
 * Java so that a seed gives the same network on every device.
 */
final class HeInitialisation {
    private HeInitialisation() {}

    static void fill(ParameterStore parameters, Architecture architecture, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> silent = silentAtFirst(architecture);
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Parameter parameter : parameters.parameters()) {
                Tensor tensor = parameters.get(parameter.name());
                switch (parameter.role()) {
                    case KERNEL -> Tensors.copy(kernel(parameter, random), tensor);
                    case GAMMA -> fill(tensor, silent.contains(parameter.layer()) ? 0 : 1);
                    case RUNNING_VARIANCE -> fill(tensor, 1);
                    case BIAS, BETA, RUNNING_MEAN -> fill(tensor, 0);
                }
            }
        }
    }

    /**
     * What residual blocks add, so that a deep network begins as a shallow one (Goyal et al., "Accurate, Large Minibatch SGD", 2017,
     * section 5.1), and what non-local blocks add, so that they may be put into a network that has learnt already (Wang et al. 2018,
     * section 4.1).
     */
    private static Set<String> silentAtFirst(Architecture architecture) {
        return architecture.stages().stream()
                .flatMap(stage -> stage instanceof NonLocal block
                        ? Stream.of(block.out())
                        : stage instanceof Residual block ? Stream.of(block.last()) : Stream.empty())
                .map(ConvUnit::name)
                .collect(Collectors.toSet());
    }

    private static void fill(Tensor tensor, double value) {
        try (Scalar scalar = new Scalar(value)) {
            tensor.fill_(scalar);
        }
    }

    private static TensorData kernel(Parameter parameter, SplittableRandom random) {
        List<Long> shape = parameter.shape();
        long fanIn = parameter.size() / shape.get(0);
        double deviation = Math.sqrt(2.0 / fanIn);
        float[] values = new float[Math.toIntExact(parameter.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return TensorData.of(values, shape.stream().mapToLong(Long::longValue).toArray());
    }
}
