package org.i3d4j.weights.naming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * Our weights as another family's programs take them. They compute the same in inference: where the family adds another
 * eps to the variance than the weights were trained with, or has no gamma, that goes into the other tensors of the layer.
 */
public final class ForeignWeights {
    private ForeignWeights() {}

    /**
     * Renames and lays out every parameter.
     *
     * @param ours every parameter of one network, float32, under our names; stays as it is
     * @param batchNormEps what {@code ours} was trained with
     * @return in the order of the parameters; shares memory with {@code ours} where nothing changes
     */
    public static Map<String, TensorData> of(
            StateDict ours, List<Parameter> parameters, double batchNormEps, TensorNames names) {
        Map<String, TensorData> changed = new LinkedHashMap<>(ours.asMap());
        boolean hasGamma = parameters.stream()
                .filter(parameter -> parameter.role() == Role.GAMMA)
                .allMatch(parameter -> names.of(parameter).isPresent());
        for (Parameter parameter : parameters) {
            if (parameter.role() == Role.GAMMA) {
                BatchNormWeights norm =
                        BatchNormWeights.of(parameter.layer(), ours).withEps(batchNormEps, names.batchNormEps());
                (hasGamma ? norm : norm.withoutGamma()).putInto(changed, parameter.layer());
            }
        }
        Map<String, TensorData> named = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            names.of(parameter).ifPresent(name -> named.put(name, laidOut(parameter, changed, names)));
        }
        return named;
    }

    private static TensorData laidOut(Parameter parameter, Map<String, TensorData> tensors, TensorNames names) {
        TensorData tensor = tensors.get(parameter.name());
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + parameter.name());
        }
        if (parameter.role() != Role.KERNEL) {
            return tensor;
        }
        boolean matrix = names.hasMatrixHead() && parameter.layer().equals(Architecture.HEAD);
        return matrix
                ? new TensorData(tensor.dataType(), tensor.shape().subList(0, 2), tensor.values())
                : names.kernels().fromOurs(tensor);
    }
}
