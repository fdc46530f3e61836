package org.i3d4j.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/** The golden kit's deterministic weights, by the formula in its {@code golden_lib.py}. */
public final class GoldenModel {
    private GoldenModel() {}

    /**
     * Every tensor of the network.
     *
     * @param randomGamma whether batch-norm scales are random or 1
     */
    public static StateDict weights(ModelSettings settings, long seed, boolean randomGamma) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(settings.architecture())) {
            tensors.put(parameter.name(), tensor(parameter, seed, randomGamma));
        }
        return new StateDict(tensors);
    }

    /**
     * Weights that amplify rounding little: 1.5 more in every batch-norm shift, so that ReLU lets most values pass, and a tenth
     * of the head's kernel.
     */
    public static StateDict calmWeights(ModelSettings settings, long seed) {
        StateDict plain = weights(settings, seed, false);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(settings.architecture())) {
            TensorData tensor = plain.require(parameter.name());
            float[] values = tensor.toFloatArray();
            boolean shift = parameter.role() == Parameter.Role.BETA;
            boolean head = parameter.name().equals("logits.conv3d.weight");
            for (int i = 0; i < values.length && (shift || head); i++) {
                values[i] = shift ? values[i] + 1.5f : values[i] * 0.1f;
            }
            tensors.put(parameter.name(), TensorData.of(values, tensor.shapeArray()));
        }
        return new StateDict(tensors);
    }

    /** Whose scales are halved: else sums grow from block to block, and their rounding with them. */
    private static boolean isAddedUp(Parameter parameter) {
        return parameter.layer().endsWith(".conv3") || parameter.layer().endsWith(".out");
    }

    /** What of a tensor is taken; exact. Of queries and keys so little that a softmax has more than one weight. */
    private static float share(Parameter parameter) {
        boolean pairs =
                parameter.layer().endsWith(".theta") || parameter.layer().endsWith(".phi");
        return switch (parameter.role()) {
            case GAMMA -> isAddedUp(parameter) ? 0.5f : 1;
            case KERNEL -> pairs ? 0.0625f : 1;
            default -> 1;
        };
    }

    static TensorData tensor(Parameter parameter, long seed, boolean randomGamma) {
        GoldenRandom random = new GoldenRandom(seed, parameter.name());
        int size = Math.toIntExact(parameter.size());
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        float[] values = switch (parameter.role()) {
            case KERNEL -> kernel(random, parameter);
            case BIAS, BETA, RUNNING_MEAN -> random.uniform(size, -0.1, 0.1);
            case RUNNING_VARIANCE -> random.uniform(size, 0.5, 1.5);
            case GAMMA -> randomGamma ? random.uniform(size, 0.75, 1.25) : random.uniform(size, 1, 1);
        };
        for (int i = 0; i < values.length; i++) {
            values[i] *= share(parameter);
        }
        return TensorData.of(values, shape);
    }

    /** He-uniform with each filter's mean taken out. */
    private static float[] kernel(GoldenRandom random, Parameter parameter) {
        List<Long> shape = parameter.shape();
        int filters = Math.toIntExact(shape.get(0));
        int fanIn = Math.toIntExact(parameter.size() / filters);
        double gain = parameter.layer().equals(Architecture.HEAD) ? 5.0 : 1.15;
        double scale = 2.0 * (gain * Math.sqrt(6.0 / fanIn));
        float[] values = new float[Math.toIntExact(parameter.size())];
        for (int filter = 0; filter < filters; filter++) {
            long sum = 0;
            for (int i = 0; i < fanIn; i++) {
                sum += random.bits24((long) filter * fanIn + i);
            }
            for (int i = 0; i < fanIn; i++) {
                long centred = random.bits24((long) filter * fanIn + i) * fanIn - sum;
                values[filter * fanIn + i] = (float) (scale * (centred / (fanIn * 16777216.0)));
            }
        }
        return values;
    }
}
